/**
 * Does something under a time limit. The work must reject with its signal's reason when that aborts.
 * @throws Error `<what> timeout after <ms> ms`; the outer signal's reason
 */
export async function within<T>(
  ms: number,
  what: string,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted();
  const inner = new AbortController();
  const passOn = (): void => inner.abort(outer?.reason);
  const timer = setTimeout(() => inner.abort(new Error(`${what} timeout after ${ms} ms`)), ms);
  outer?.addEventListener('abort', passOn, { once: true });
  try {
    return await work(inner.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', passOn);
  }
}

/** The reason of an aborted signal as an Error. */
export function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal.reason });
}
