import { request as octokitRequest } from '@octokit/request';
import type * as z from 'zod';
import type { Clock } from '../core/ports.ts';
import { failed, failureOf, succeeded, type Outcome, type Request } from './failure.ts';
import { retryDelayMs, usualRetryLimits, type RetryLimits } from './retry.ts';

/** The clock that requests and waits go by. */
export type Timer = Pick<Clock, 'nowMs' | 'sleep'>;

export interface Access {
  /** `https://api.github.com`, or that of a GitHub Enterprise Server with its path. */
  baseUrl: string;
  token: string;
  /** `owner/name` */
  repository: string;
  /** Version of this tool, for the user agent. */
  version: string;
  signal: AbortSignal;
  clock: Timer;
  retryLimits?: Partial<RetryLimits>;
  /** Where a proxy is needed; Node's own otherwise. */
  fetch?: typeof fetch;
}

export interface Call extends Request {
  /** Of the path, query and body; owner and repo are filled in. */
  parameters?: Readonly<Record<string, unknown>>;
  /** Asks once and for so long only, whatever comes of it. */
  onceWithinMs?: number;
}

/** A way to one repository of GitHub. Nothing here throws for what GitHub or the network does. */
export interface Github {
  readonly access: Access;
  /** One answer that is as the schema says. */
  call<T>(call: Call, schema: z.ZodType<T>): Promise<Outcome<T>>;
  /** All pages of a list, or as many as `mostPages`; `more` tells that there are others. */
  list<T>(
    call: Call,
    schema: z.ZodType<T[]>,
    mostPages: number,
  ): Promise<Outcome<{ items: T[]; more: boolean }>>;
  /** The address that an answer sends one on to. */
  locate(call: Call): Promise<Outcome<string>>;
}

type Redirect = 'follow' | 'manual';

/** Answers of octokit's, as far as they are looked at. */
interface Answer {
  data: unknown;
  headers: Readonly<Record<string, string | number | undefined>>;
}

/** The only version that every supported GitHub Enterprise Server knows too. */
const apiVersion = '2022-11-28';
const perPage = 100;
const silent = (): void => undefined;

/** Sends nothing yet. */
export function openGithub(access: Access): Github {
  const retryLimits = { ...usualRetryLimits, ...access.retryLimits };
  const [owner = '', repo = ''] = access.repository.split('/');
  const send = octokitRequest.defaults({
    baseUrl: access.baseUrl.replace(/\/+$/, ''),
    headers: {
      authorization: `Bearer ${access.token}`,
      accept: 'application/vnd.github+json',
      'user-agent': `pod-start-slo/${access.version}`,
      'x-github-api-version': apiVersion,
    },
    // Its warnings would go to the console, past the host.
    request: { fetch: access.fetch, log: { debug: silent, info: silent, warn: silent, error: silent } },
  });

  async function once(call: Call, redirect: Redirect, timeoutMs: number): Promise<Outcome<Answer>> {
    const signal = AbortSignal.any([access.signal, AbortSignal.timeout(Math.ceil(Math.max(1, timeoutMs)))]);
    try {
      const own = call.route.includes('{owner}') ? { owner, repo } : {};
      const parameters = { ...own, ...call.parameters };
      return succeeded(await send(call.route, { ...parameters, request: { signal, redirect } }));
    } catch (error) {
      return access.signal.aborted ? cancelled(call) : failureOf(error, call);
    }
  }

  async function persistently(call: Call, redirect: Redirect, untilMs: number): Promise<Outcome<Answer>> {
    const [method = ''] = call.route.split(' ');
    for (let attempt = 1; ; attempt += 1) {
      const timeoutMs = Math.min(retryLimits.requestMs, untilMs - access.clock.nowMs());
      const outcome = await once(call, redirect, timeoutMs);
      if (outcome.ok) return outcome;
      const remainingMs = untilMs - access.clock.nowMs();
      const delayMs = retryDelayMs(outcome.failure, method, attempt, remainingMs, retryLimits);
      if (delayMs === null) return outcome;
      if (!(await slept(delayMs, access))) return cancelled(call);
    }
  }

  function ask(call: Call, untilMs: number, redirect: Redirect = 'follow'): Promise<Outcome<Answer>> {
    return call.onceWithinMs === undefined
      ? persistently(call, redirect, untilMs)
      : once(call, redirect, Math.min(call.onceWithinMs, retryLimits.requestMs));
  }

  const untilMs = (): number => access.clock.nowMs() + retryLimits.totalMs;

  return {
    access,
    async call(call, schema) {
      const answer = await ask(call, untilMs());
      return answer.ok ? understood(call, answer.value.data, schema) : answer;
    },
    async list(call, schema, mostPages) {
      const items = [];
      const endMs = untilMs();
      for (let page = 1; page <= mostPages; page += 1) {
        const parameters = { ...call.parameters, per_page: perPage, page };
        const answer = await ask({ ...call, parameters }, endMs);
        if (!answer.ok) return answer;
        const read = understood(call, answer.value.data, schema);
        if (!read.ok) return read;
        items.push(...read.value);
        if (!/rel="next"/.test(String(answer.value.headers['link'] ?? '')))
          return succeeded({ items, more: false });
      }
      return succeeded({ items, more: true });
    },
    async locate(call) {
      const answer = await ask(call, untilMs(), 'manual');
      if (!answer.ok) return answer;
      const { location } = answer.value.headers;
      return typeof location === 'string' ? succeeded(location) : senseless(call);
    },
  };
}

function understood<T>(request: Request, data: unknown, schema: z.ZodType<T>): Outcome<T> {
  const parsed = schema.safeParse(data);
  return parsed.success ? succeeded(parsed.data) : senseless(request);
}

/** False where the signal ended it. */
async function slept(ms: number, { clock, signal }: Access): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch {
    return false;
  }
}

function cancelled({ route }: Request): Outcome<never> {
  return failed('cancelled', `${route}: cancelled`);
}

function senseless({ route }: Request): Outcome<never> {
  return failed('unavailable', `the answer to ${route} is not what GitHub says it sends`);
}
