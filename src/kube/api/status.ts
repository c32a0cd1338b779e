import { ApiError, type StatusBody } from './api-error.ts';

/**
 * Milliseconds a Retry-After header asks for: seconds or a date (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after).
 * Null when there is none.
 */
export function retryAfterMs(header: string | undefined, nowUnixMs: number): number | null {
  if (header === undefined || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - nowUnixMs);
}

function parseStatus(text: string): StatusBody | null {
  try {
    const body: unknown = JSON.parse(text);
    return isStatus(body) ? body : null;
  } catch {
    return null;
  }
}

function isStatus(body: unknown): body is StatusBody {
  return typeof body === 'object' && body !== null && 'kind' in body && body.kind === 'Status';
}

/** The error in an answer that is not 2xx. Proxies in between answer with pages of their own: then the text's start is shown. */
export function errorFromAnswer(
  server: string,
  status: number,
  text: string,
  waitMs: number | null,
): ApiError {
  const body = parseStatus(text);
  return new ApiError({
    server,
    status,
    reason: body?.reason ?? '',
    message: body?.message ?? `HTTP ${status}${text === '' ? '' : `: ${text.trim().slice(0, 200)}`}`,
    details: body?.details,
    retryAfterMs: waitMs ?? secondsToMs(body?.details?.retryAfterSeconds),
  });
}

/** The error in a watch's ERROR event, whose object is a Status. */
export function errorFromStatus(server: string, status: StatusBody): ApiError {
  return new ApiError({
    server,
    status: status.code ?? 500,
    reason: status.reason ?? '',
    message: status.message ?? 'the watch failed',
    details: status.details,
    retryAfterMs: secondsToMs(status.details?.retryAfterSeconds),
  });
}

function secondsToMs(seconds: number | undefined): number | null {
  return seconds === undefined ? null : seconds * 1000;
}

function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code;
  return '';
}

/** The error of a request that got no answer. Undici wraps some: the innermost code says most. */
export function errorFromNetwork(server: string, error: unknown, proxy: string | null = null): ApiError {
  const inner = error instanceof Error && codeOf(error.cause) !== '' ? error.cause : error;
  const message = inner instanceof Error && inner.message !== '' ? inner.message : codeOf(inner);
  return new ApiError(
    { server, proxy, status: 0, reason: codeOf(inner), message: message || 'the connection failed' },
    error,
  );
}
