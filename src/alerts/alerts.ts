import type { Alert } from '../core/watch/alert.ts';
import type { WebhookFormat } from '../core/watch/plan.ts';
import { Courier, type CourierDeps } from './courier.ts';

/** Takes alerts to every webhook, and says when all of them have one. */
export class Alerts {
  readonly #couriers: readonly Courier[];
  readonly #onTold: (alert: Alert) => void;
  /** How many have not heard of an alert yet, by its identity and status. */
  readonly #missing = new Map<string, number>();

  constructor(urls: readonly string[], format: WebhookFormat, deps: CourierDeps) {
    this.#onTold = deps.onTold;
    this.#couriers = urls.map(
      (url) => new Courier(url, format, { ...deps, onTold: (alert) => this.#arrived(alert) }),
    );
  }

  take(alert: Alert, told: boolean): void {
    if (this.#couriers.length === 0) {
      this.#onTold(alert);
      return;
    }
    // The recovery makes it pointless to wait for the alert.
    this.#missing.delete(keyOf({ ...alert, status: 'firing' }));
    if (!told) this.#missing.set(keyOf(alert), this.#couriers.length);
    for (const courier of this.#couriers) courier.take(alert, told);
  }

  async close(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#couriers.map((courier) => courier.close(signal)));
  }

  #arrived(alert: Alert): void {
    const key = keyOf(alert);
    const missing = (this.#missing.get(key) ?? 0) - 1;
    if (missing > 0) this.#missing.set(key, missing);
    else this.#missing.delete(key);
    if (missing === 0) this.#onTold(alert);
  }
}

function keyOf({ id, status }: Pick<Alert, 'id' | 'status'>): string {
  return `${id} ${status}`;
}
