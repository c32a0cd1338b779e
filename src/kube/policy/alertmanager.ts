import { messageOf } from '../../core/errors.ts';
import type { Doing, MuteRequest, Tried } from '../../core/steps/ports.ts';
import type { Clock } from '../../core/ports.ts';
import { printableUrl } from '../../core/printable-value.ts';
import { credentialHeaders } from './credentials.ts';
import { sendDirectly, sendThrough, type HttpAnswer, type HttpCall } from './http.ts';

const answerWithinMs = 10_000;
const usualRoot = '/api/v2';

/** A silence that is ended with its scenario lasts no longer than this unless it is renewed: a run may be killed. */
const leaseSeconds = 300;
const renewEveryMs = 60_000;

/** What tells a silence of this run from others, and when it begins. */
export interface MuteContext {
  clock: Pick<Clock, 'unixUs' | 'sleep'>;
  runId: string;
}

/**
 * Silences every alert of an Alertmanager
 * (https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml), and ends that with the scenario where it is
 * asked for. Such a silence is short and renewed for as long as it is needed, so that one of a killed run ends soon.
 */
export async function mute(request: MuteRequest, context: MuteContext, doing: Doing): Promise<Tried> {
  const { durationSeconds, autoUnmute } = request;
  const { signal, undo } = doing;
  const silence = new Silence(request, context);
  if (autoUnmute) undo((until) => silence.end(until));
  try {
    const problem = await silence.begin(signal);
    if (problem !== null) return { passed: false, message: problem };
    return {
      passed: true,
      message: `silence ${silence.id ?? ''} for ${durationSeconds} s at ${printableUrl(request.url)}`,
    };
  } catch (error) {
    signal.throwIfAborted();
    return { passed: false, message: `${printableUrl(request.url)}: ${messageOf(error)}` };
  }
}

class Silence {
  id: string | null = null;
  readonly #request: MuteRequest;
  readonly #context: MuteContext;
  readonly #where: string;
  /** Ends the pauses between renewals. */
  readonly #stop = new AbortController();
  /** Ends a renewal that is under way: its answer may hold a new name for the silence, and so is waited for. */
  readonly #cut = new AbortController();
  /** Whether a request was sent whose answer did not come. */
  #mayBeThere = false;
  #renewing: Promise<void> = Promise.resolve();
  #startsAtUnixMs = 0;

  constructor(request: MuteRequest, context: MuteContext) {
    this.#request = request;
    this.#context = context;
    this.#where = printableUrl(request.url);
  }

  /** Why there is none, or null. @throws the network's error; the signal's reason */
  async begin(signal: AbortSignal): Promise<string | null> {
    this.#startsAtUnixMs = this.#nowUnixMs();
    const problem = await this.#post(signal);
    if (problem === null && this.#request.autoUnmute) this.#renewing = this.#renew();
    return problem;
  }

  /** Says what is left. */
  async end(signal: AbortSignal): Promise<string[]> {
    this.#stop.abort();
    const cut = (): void => this.#cut.abort();
    if (signal.aborted) cut();
    signal.addEventListener('abort', cut, { once: true });
    await this.#renewing;
    signal.removeEventListener('abort', cut);
    const { id } = this;
    if (id === null)
      return this.#mayBeThere
        ? [`a silence may still exist at ${this.#where}; it ends by itself within 5 min`]
        : [];
    const left = `silence ${id} at ${this.#where} could not be ended`;
    try {
      const { status } = await send(
        this.#request,
        'DELETE',
        `/silence/${encodeURIComponent(id)}`,
        '',
        signal,
      );
      return status < 300 ? [] : [`${left}: HTTP ${status}`];
    } catch (error) {
      return [`${left}: ${messageOf(error)}`];
    }
  }

  /** Goes on after a failure: the silence outlasts several. */
  async #renew(): Promise<void> {
    const { signal } = this.#stop;
    const untilUnixMs = this.#endUnixMs();
    while (this.#nowUnixMs() + renewEveryMs < untilUnixMs) {
      try {
        await this.#context.clock.sleep(renewEveryMs, signal);
        await this.#post(this.#cut.signal);
      } catch {
        if (signal.aborted) return;
      }
    }
  }

  async #post(signal: AbortSignal): Promise<string | null> {
    const body = JSON.stringify(this.#body());
    const answer = await send(this.#request, 'POST', '/silences', body, signal).catch((error: unknown) => {
      this.#mayBeThere ||= !isUnsent(error);
      throw error;
    });
    // A changed silence may get another name.
    const id = answer.status < 300 ? silenceIdOf(answer.text) : null;
    if (id === null) return `${this.#where} answered HTTP ${answer.status}, and no silence`;
    this.id = id;
    return null;
  }

  #body(): object {
    const leaseUnixMs = this.#nowUnixMs() + leaseSeconds * 1000;
    const endUnixMs = this.#endUnixMs();
    return {
      ...(this.id === null ? {} : { id: this.id }),
      matchers: [{ name: 'alertname', value: '.+', isRegex: true, isEqual: true }],
      startsAt: new Date(this.#startsAtUnixMs).toISOString(),
      endsAt: new Date(this.#request.autoUnmute ? Math.min(endUnixMs, leaseUnixMs) : endUnixMs).toISOString(),
      createdBy: 'pod-start-slo',
      comment: `all alerts, while run ${this.#context.runId} carries out a policy`,
    };
  }

  #endUnixMs(): number {
    return this.#startsAtUnixMs + this.#request.durationSeconds * 1000;
  }

  #nowUnixMs(): number {
    return this.#context.clock.unixUs() / 1000;
  }
}

/** Whether an error came before there was a connection to send a request over. */
function isUnsent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EHOSTUNREACH';
}

function send(
  { url, proxies }: MuteRequest,
  method: string,
  path: string,
  body: string,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const target = new URL(`${rootOf(url)}${path}`);
  const proxy = target.protocol === 'https:' ? proxies.https : proxies.http;
  const call: HttpCall = {
    url: target,
    method,
    headers: { ...(body === '' ? {} : { 'content-type': 'application/json' }), ...credentialHeaders(url) },
    body,
    timeoutMs: answerWithinMs,
    // PowerfulSeal does not check it either, and a policy has no word for it.
    insecure: true,
  };
  return (proxy === null ? sendDirectly : sendThrough(proxy))(call, signal);
}

/** PowerfulSeal wants the address of the API; that of the Alertmanager itself will do. */
export function rootOf(url: string): string {
  const { origin, pathname } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  return `${origin}${/\/api\/v\d+$/.test(path) ? path : `${path}${usualRoot}`}`;
}

function silenceIdOf(text: string): string | null {
  try {
    const answer = JSON.parse(text) as { silenceID?: unknown } | null;
    // It is printed: whatever else a server says is none.
    return typeof answer?.silenceID === 'string' && /^[\w-]{1,64}$/.test(answer.silenceID)
      ? answer.silenceID
      : null;
  } catch {
    return null;
  }
}
