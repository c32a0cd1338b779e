import { stripVTControlCharacters } from 'node:util';

/** What a job's token has to be allowed, as it is written in a workflow. */
export type Permission = 'pull-requests: write' | 'issues: write' | 'actions: read';

/**
 * Why GitHub did not do what it was asked. `unavailable`: not reached, too late, 5xx, or an answer that makes no sense;
 * it may have been done all the same. `cancelled`: the caller's signal ended it.
 */
export type FailureKind =
  'unauthorized' | 'forbidden' | 'not-found' | 'invalid' | 'rate-limited' | 'unavailable' | 'cancelled';

export interface Failure {
  kind: FailureKind;
  /** One line, with the request and what GitHub said. */
  message: string;
  /** HTTP status; null where there was no answer. */
  status: number | null;
  /** What the token lacks, where it was forbidden. */
  neededPermission: Permission | null;
  /** How long GitHub asks to wait; null where it does not say. */
  retryAfterMs: number | null;
}

/** A failure of GitHub is data: no verdict ever depends on one. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export function succeeded<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failed(kind: FailureKind, message: string, more: Partial<Failure> = {}): Outcome<never> {
  const nothing = { status: null, neededPermission: null, retryAfterMs: null };
  return { ok: false, failure: { ...nothing, ...more, kind, message } };
}

/** What was asked, for messages. */
export interface Request {
  /** `POST /repos/{owner}/{repo}/issues` */
  route: string;
  /** What GitHub asks for it; null where any token may. */
  needs: Permission | null;
}

/** The parts of Octokit's RequestError that are looked at; there is no response where the network failed. */
interface Answered {
  status: number;
  headers: Readonly<Record<string, string | number | undefined>>;
  data: unknown;
}

/** What a request that Octokit gave up on comes to. */
export function failureOf(error: unknown, request: Request): Outcome<never> {
  const answered = (error as { response?: Answered }).response;
  if (answered === undefined) return failed('unavailable', `${request.route}: ${networkMessage(error)}`);
  const { status, headers, data } = answered;
  const message = saidIn(data);
  const limited = isRateLimit(status, headers, message);
  const kind = limited ? 'rate-limited' : kindOf(status);
  return failed(
    kind,
    `GitHub answered ${status} to ${request.route}${message === '' ? '' : `: ${message}`}`,
    {
      status,
      neededPermission: kind === 'forbidden' ? request.needs : null,
      retryAfterMs: waitAskedMs(headers),
    },
  );
}

function kindOf(status: number): FailureKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  return status >= 500 ? 'unavailable' : 'invalid';
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function isRateLimit(status: number, headers: Answered['headers'], message: string): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  const isUsedUp = headers['x-ratelimit-remaining'] === '0';
  return isUsedUp || headers['retry-after'] !== undefined || /rate limit/i.test(message);
}

/** By Retry-After, else by when the limit begins anew; both on the server's clock. */
function waitAskedMs(headers: Answered['headers']): number | null {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  if (seconds >= 0) return seconds * 1000;
  if (headers['x-ratelimit-remaining'] !== '0') return null;
  const resetMs = Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000;
  const waitMs = resetMs - Date.parse(String(headers['date']));
  return Number.isNaN(waitMs) ? null : Math.max(0, waitMs) + 1000;
}

const longestMessage = 300;

/** The message of an error body, with the details that a 422 has. */
function saidIn(data: unknown): string {
  if (typeof data !== 'object' || data === null || !('message' in data)) return '';
  const { message, errors } = data as { message: unknown; errors?: unknown };
  const details = Array.isArray(errors)
    ? errors.map((each) => detailOf(each)).filter((each) => each !== '')
    : [];
  return oneLine([String(message), ...details].join('; '));
}

function detailOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const { field, message, code } = (error ?? {}) as Record<string, unknown>;
  return [field, message ?? code].filter((each) => typeof each === 'string').join(' ');
}

function networkMessage(error: unknown): string {
  const { cause } = error as { cause?: { cause?: unknown; name?: string } };
  if (cause?.name === 'TimeoutError') return 'no answer in time';
  const inner = cause?.cause instanceof Error ? cause.cause.message : '';
  const outer = error instanceof Error ? error.message : String(error);
  return oneLine(inner === '' ? outer : inner);
}

function oneLine(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, longestMessage);
}
