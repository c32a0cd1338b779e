import type { Alert } from '../core/watch/alert.ts';
import type { WebhookFormat } from '../core/watch/plan.ts';
import { Delivery, type DeliveryDeps } from './delivery.ts';

/** Delivers alerts to every webhook, and calls `onDelivered` when all of them have one. */
export class Alerts {
  readonly #deliveries: readonly Delivery[];
  readonly #onDelivered: (alert: Alert) => void;
  /** How many webhooks have not received an alert yet, by its identity and status. */
  readonly #missing = new Map<string, number>();

  constructor(urls: readonly string[], format: WebhookFormat, deps: DeliveryDeps) {
    this.#onDelivered = deps.onDelivered;
    this.#deliveries = urls.map(
      (url) => new Delivery(url, format, { ...deps, onDelivered: (alert) => this.#delivered(alert) }),
    );
  }

  /** @param isDelivered whether every webhook received it before a restart */
  add(alert: Alert, isDelivered: boolean): void {
    if (this.#deliveries.length === 0) {
      this.#onDelivered(alert);
      return;
    }
    // The recovery makes it pointless to wait for the alert.
    this.#missing.delete(keyOf({ ...alert, status: 'firing' }));
    if (!isDelivered) this.#missing.set(keyOf(alert), this.#deliveries.length);
    for (const delivery of this.#deliveries) delivery.add(alert, isDelivered);
  }

  /** Ends when everything was delivered, or when `signal` aborts. */
  async close(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#deliveries.map((delivery) => delivery.close(signal)));
  }

  #delivered(alert: Alert): void {
    const key = keyOf(alert);
    const missing = (this.#missing.get(key) ?? 0) - 1;
    if (missing > 0) this.#missing.set(key, missing);
    else this.#missing.delete(key);
    if (missing === 0) this.#onDelivered(alert);
  }
}

function keyOf({ id, status }: Pick<Alert, 'id' | 'status'>): string {
  return `${id} ${status}`;
}
