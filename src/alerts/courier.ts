import type { Clock } from '../core/ports.ts';
import type { Alert } from '../core/watch/alert.ts';
import { alertmanagerBody, alertmanagerUrl, resendMs } from './alertmanager.ts';
import { jsonBody } from './json-body.ts';
import { post, usualAnswerMs } from './post.ts';
import type { WebhookFormat } from '../core/watch/plan.ts';
import { parseWebhook, type Webhook } from './webhook.ts';

export interface CourierDeps {
  clock: Clock;
  fetch: typeof fetch;
  /** An alert has arrived. */
  onTold: (alert: Alert) => void;
  /** How long a webhook may take to answer; default 10 s. */
  answerMs?: number;
  /** One attempt has failed; `gaveUp` when it is not tried again. */
  onFailure: (failure: { where: string; message: string; gaveUp: boolean }) => void;
}

interface Parcel {
  alert: Alert;
  dueMs: number;
  /** Failed in a row. */
  failures: number;
  /** When it was taken, for giving up. */
  sinceMs: number;
  /** Whether it has arrived: then it is only sent again. */
  told: boolean;
}

const firstDelayMs = 1000;
const longestDelayMs = 60_000;
/** After this long an alert is no news any more. One that goes on is sent to an Alertmanager for as long as it does. */
const giveUpMs = 15 * 60_000;
const mostParcels = 200;

/** Takes alerts to one webhook, one after the other, however often that takes; waits for nobody and stops nobody. */
export class Courier {
  readonly #webhook: Webhook;
  readonly #format: WebhookFormat;
  readonly #deps: CourierDeps;
  readonly #parcels = new Map<string, Parcel>();
  readonly #stop = new AbortController();
  #wake = new AbortController();
  #running: Promise<void> | null = null;
  #isClosing = false;

  constructor(url: string, format: WebhookFormat, deps: CourierDeps) {
    const webhook = parseWebhook(url);
    this.#webhook = format === 'alertmanager' ? { ...webhook, url: alertmanagerUrl(webhook.url) } : webhook;
    this.#format = format;
    this.#deps = deps;
  }

  /** @param told whether it was told before a restart; only an Alertmanager has to hear of it again */
  take(alert: Alert, told: boolean): void {
    if (told && !this.#repeats(alert)) return;
    const nowMs = this.#deps.clock.nowMs();
    // A recovery overtakes its alert: it says everything that the alert would have said.
    this.#parcels.set(alert.id, { alert, dueMs: nowMs, failures: 0, sinceMs: nowMs, told });
    const [oldest] = this.#parcels.keys();
    if (this.#parcels.size > mostParcels && oldest !== undefined) this.#parcels.delete(oldest);
    this.#wake.abort();
    this.#running ??= this.#run();
  }

  /** Ends when everything has been told, or when the time is up. */
  async close(signal: AbortSignal): Promise<void> {
    this.#isClosing = true;
    this.#wake.abort();
    const giveUp = (): void => this.#stop.abort();
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    await this.#running;
    signal.removeEventListener('abort', giveUp);
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const next = this.#next();
      if (next === null && this.#isClosing) return;
      if (next !== null && next.dueMs <= this.#deps.clock.nowMs()) await this.#deliver(next);
      else await this.#rest(next === null ? null : next.dueMs - this.#deps.clock.nowMs());
    }
  }

  /** The one that is due first; what is only sent again keeps nobody from closing. */
  #next(): Parcel | null {
    const waiting = [...this.#parcels.values()].filter(({ told }) => !this.#isClosing || !told);
    return waiting.reduce<Parcel | null>(
      (first, each) => (first === null || each.dueMs < first.dueMs ? each : first),
      null,
    );
  }

  async #rest(ms: number | null): Promise<void> {
    this.#wake = new AbortController();
    const signal = AbortSignal.any([this.#wake.signal, this.#stop.signal]);
    if (ms !== null) return await this.#deps.clock.sleep(ms, signal).catch(() => undefined);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  async #deliver(parcel: Parcel): Promise<void> {
    const { clock, fetch, onTold, answerMs = usualAnswerMs } = this.#deps;
    const body =
      this.#format === 'json'
        ? jsonBody(parcel.alert)
        : alertmanagerBody(parcel.alert, clock.unixUs() / 1000);
    const problem = await post(fetch, this.#webhook, body, { signal: this.#stop.signal, answerMs });
    if (problem !== null) {
      this.#failed(parcel, problem);
      return;
    }
    if (this.#repeats(parcel.alert)) Object.assign(parcel, { failures: 0, dueMs: clock.nowMs() + resendMs });
    else this.#drop(parcel);
    if (!parcel.told) onTold(parcel.alert);
    parcel.told = true;
  }

  #failed(parcel: Parcel, message: string): void {
    if (this.#stop.signal.aborted) return;
    const nowMs = this.#deps.clock.nowMs();
    const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** parcel.failures);
    parcel.failures += 1;
    parcel.dueMs = nowMs + delayMs;
    const gaveUp = !this.#repeats(parcel.alert) && parcel.dueMs > parcel.sinceMs + giveUpMs;
    if (gaveUp) this.#drop(parcel);
    this.#deps.onFailure({ where: this.#webhook.shown, message, gaveUp });
  }

  #repeats({ status }: Alert): boolean {
    return this.#format === 'alertmanager' && status === 'firing';
  }

  /** Unless another one has taken its place meanwhile. */
  #drop(parcel: Parcel): void {
    if (this.#parcels.get(parcel.alert.id) === parcel) this.#parcels.delete(parcel.alert.id);
  }
}
