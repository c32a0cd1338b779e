import { backoffMs } from '../core/backoff.ts';
import type { Clock } from '../core/ports.ts';
import type { Alert } from '../core/watch/alert.ts';
import type { WebhookFormat } from '../core/watch/plan.ts';
import { parseDestination, type Destination } from '../outgoing/destination.ts';
import { jsonDocument, send } from '../outgoing/send.ts';
import { sinks } from './sinks/registry.ts';
import type { AlertSink } from './sinks/sink.ts';

export interface DeliveryDeps {
  clock: Clock;
  fetch: typeof fetch;
  /** Called when an alert was delivered. */
  onDelivered: (alert: Alert) => void;
  /** How long a webhook may take to answer; default 10 s. */
  answerMs?: number;
  /** Called for each attempt that failed; `gaveUp` if there will be no other. */
  onFailure: (failure: { where: string; message: string; gaveUp: boolean }) => void;
}

/** An alert that has to be sent. */
interface PendingAlert {
  alert: Alert;
  dueMs: number;
  /** Failed attempts in a row. */
  failures: number;
  /** When it was added, to know when to give up. */
  addedMs: number;
  /** Whether it was delivered before. Then it is only repeated. */
  isDelivered: boolean;
}

const backoff = { firstMs: 1000, longestMs: 60_000 };
/** An alert older than this is no news. One that keeps firing is sent to an Alertmanager for as long as it does. */
const giveUpMs = 15 * 60_000;
const mostPending = 200;

/** Delivers alerts to one webhook, one at a time, with retries. Neither blocks the caller nor throws. */
export class Delivery {
  readonly #destination: Destination;
  readonly #sink: AlertSink;
  readonly #deps: DeliveryDeps;
  readonly #pending = new Map<string, PendingAlert>();
  readonly #stop = new AbortController();
  #wake = new AbortController();
  #running: Promise<void> | null = null;
  #isClosing = false;

  constructor(url: string, format: WebhookFormat, deps: DeliveryDeps) {
    this.#sink = sinks[format];
    const destination = parseDestination(url);
    this.#destination = { ...destination, url: this.#sink.urlOf(destination.url) };
    this.#deps = deps;
  }

  /** @param isDelivered whether it was delivered before a restart; only a sink that repeats alerts sends it again */
  add(alert: Alert, isDelivered: boolean): void {
    if (isDelivered && this.#resendMs(alert) === null) return;
    const nowMs = this.#deps.clock.nowMs();
    // A recovery replaces its alert: it says everything that the alert would have said.
    this.#pending.set(alert.id, { alert, dueMs: nowMs, failures: 0, addedMs: nowMs, isDelivered });
    const [oldest] = this.#pending.keys();
    if (this.#pending.size > mostPending && oldest !== undefined) this.#pending.delete(oldest);
    this.#wake.abort();
    this.#running ??= this.#run();
  }

  /** Ends when everything was delivered, or when `signal` aborts. */
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
      else await this.#sleep(next === null ? null : next.dueMs - this.#deps.clock.nowMs());
    }
  }

  /** The alert that is due first. A mere repetition does not delay closing. */
  #next(): PendingAlert | null {
    const waiting = [...this.#pending.values()].filter(({ isDelivered }) => !this.#isClosing || !isDelivered);
    return waiting.reduce<PendingAlert | null>(
      (first, each) => (first === null || each.dueMs < first.dueMs ? each : first),
      null,
    );
  }

  /** Sleeps for a time, or without one until an alert is added or the delivery stops. */
  async #sleep(ms: number | null): Promise<void> {
    this.#wake = new AbortController();
    const signal = AbortSignal.any([this.#wake.signal, this.#stop.signal]);
    if (ms !== null) return await this.#deps.clock.sleep(ms, signal).catch(() => undefined);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  async #deliver(pending: PendingAlert): Promise<void> {
    const { clock, fetch, onDelivered, answerMs } = this.#deps;
    const document = jsonDocument(this.#sink.bodyOf(pending.alert, clock.unixUs() / 1000));
    const options = { signal: this.#stop.signal, ...(answerMs === undefined ? {} : { answerMs }) };
    const problem = await send(fetch, this.#destination, document, options);
    if (problem !== null) {
      this.#failed(pending, problem);
      return;
    }
    const resendMs = this.#resendMs(pending.alert);
    if (resendMs === null) this.#drop(pending);
    else Object.assign(pending, { failures: 0, dueMs: clock.nowMs() + resendMs });
    if (!pending.isDelivered) onDelivered(pending.alert);
    pending.isDelivered = true;
  }

  #failed(pending: PendingAlert, message: string): void {
    if (this.#stop.signal.aborted) return;
    const nowMs = this.#deps.clock.nowMs();
    pending.failures += 1;
    pending.dueMs = nowMs + backoffMs(pending.failures, backoff);
    const isLate = pending.dueMs > pending.addedMs + giveUpMs;
    const gaveUp = isLate && this.#resendMs(pending.alert) === null;
    if (gaveUp) this.#drop(pending);
    this.#deps.onFailure({ where: this.#destination.shown, message, gaveUp });
  }

  /** How often the sink wants an alert again; null: once. A recovery is sent once. */
  #resendMs({ status }: Alert): number | null {
    return status === 'firing' ? this.#sink.resendMs : null;
  }

  /** Unless another alert has replaced it meanwhile. */
  #drop(pending: PendingAlert): void {
    if (this.#pending.get(pending.alert.id) === pending) this.#pending.delete(pending.alert.id);
  }
}
