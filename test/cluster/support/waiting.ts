import { setTimeout as sleep } from 'node:timers/promises';
import type { Started } from './command.ts';

/** Looks again and again until something is found. @throws after the time */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | null> | T | null,
  withinMs = 120_000,
): Promise<T> {
  const deadlineMs = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > deadlineMs) throw new Error(`${what}: not within ${withinMs} ms`);
    await sleep(25);
  }
}

/** Resolves when a running program has printed something on standard error. @throws when it ended before */
export async function printed(started: Started, pattern: RegExp, withinMs?: number): Promise<void> {
  const look = (): true | null => {
    const { stdout, stderr } = started.output();
    if (pattern.test(stderr)) return true;
    if (started.child.exitCode === null && started.child.signalCode === null) return null;
    throw new Error(`it ended without printing ${String(pattern)}:\n${stdout}\n${stderr}`);
  };
  await waitFor(`${String(pattern)} on standard error`, look, withinMs);
}

/** With `await using` the program is ended at the end of the block, should it still run. */
export function scoped(started: Started): Started & AsyncDisposable {
  const { child, ended } = started;
  return {
    ...started,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended.catch(() => undefined);
    },
  };
}
