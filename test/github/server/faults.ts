import { refuse, type Reply } from './routes.ts';

/** What goes wrong instead of an answer, or after the server did what it was asked. */
export type Fault =
  | { kind: 'reply'; reply: Reply }
  /** No answer, ever. */
  | { kind: 'silence' }
  /** The connection breaks; `after`: what was asked is done all the same. */
  | { kind: 'hang-up'; done: boolean }
  /** The answer comes late. */
  | { kind: 'slow'; ms: number };

/** Which requests a fault is for. */
export interface Where {
  method?: string;
  /** Matched against the path without the query. */
  path?: RegExp;
  /** How many requests; the first one only unless given. */
  times?: number;
}

const reply = (status: number, message: string, headers: Record<string, string> = {}): Fault => ({
  kind: 'reply',
  reply: refuse(status, message, headers),
});

export const faults = {
  forbidden: reply(403, 'Resource not accessible by integration', {
    'x-accepted-github-permissions': 'issues=write; pull_requests=write',
  }),
  badCredentials: reply(401, 'Bad credentials'),
  notFound: reply(404, 'Not Found'),
  unprocessable: reply(422, 'Validation Failed'),
  serverError: (status = 502): Fault => reply(status, 'Server Error'),
  /** An error page that is no JSON, as proxies have them. */
  errorPage: {
    kind: 'reply',
    reply: { status: 502, body: '<html>Bad Gateway</html>', headers: { 'content-type': 'text/html' } },
  } as Fault,
  tooManyRequests: (retryAfterS: number): Fault =>
    reply(429, 'Too Many Requests', { 'retry-after': String(retryAfterS) }),
  secondaryLimit: (retryAfterS: number | null): Fault =>
    reply(
      403,
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      retryAfterS === null ? {} : { 'retry-after': String(retryAfterS) },
    ),
  /** The hourly limit is used up; it begins anew after so many seconds. */
  limitUsedUp: (resetInS: number): Fault =>
    reply(403, 'API rate limit exceeded for installation.', {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + resetInS),
    }),
  silence: { kind: 'silence' } as Fault,
  hangUp: { kind: 'hang-up', done: false } as Fault,
  hangUpAfterwards: { kind: 'hang-up', done: true } as Fault,
  slow: (ms: number): Fault => ({ kind: 'slow', ms }),
} as const;

/** The faults that a test has asked for, each used up by the requests it is for. */
export class FaultScript {
  readonly #planned: { where: Where; fault: Fault; left: number }[] = [];

  add(where: Where, fault: Fault): void {
    this.#planned.push({ where, fault, left: where.times ?? 1 });
  }

  take(method: string, path: string): Fault | null {
    const planned = this.#planned.find(
      ({ where, left }) =>
        left > 0 &&
        (where.method === undefined || where.method === method) &&
        (where.path === undefined || where.path.test(path)),
    );
    if (planned === undefined) return null;
    planned.left -= 1;
    return planned.fault;
  }
}
