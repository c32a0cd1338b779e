import type { PodVia } from '../../../core/result.ts';

/** At a pod's own address: 500 requests a second over all pods. */
const directCostMs = 2;
/**
 * Through the API server, which also starts the pods and tells the times: 100 a second; for pods that are Ready, whose
 * answer is what is waited for, up to 300 as long as it passes them on quickly.
 */
const slowCostMs = 10;
const quickCostMs = 10 / 3;
/** So many requests are on their way through the API server at a time, on average, before they are sent more rarely. */
const underWay = 10;
/** What may be sent ahead of time: ten at once at the quickest. */
const aheadMs = 30;
/** How much the latest round trip weighs. */
const weight = 0.2;

/** How many requests are sent to all pods together. */
export class ProbeBudget {
  #dueMs = -Infinity;
  /** Round trip through the API server as it was lately. */
  #tripMs = slowCostMs * underWay;

  /** Takes one request, and says how long to wait before the next, ms. */
  spend(nowMs: number, { via, isReady }: { via: PodVia; isReady: boolean }): number {
    const costMs = via === 'pod-ip' ? directCostMs : isReady ? this.#proxiedCostMs : slowCostMs;
    this.#dueMs = Math.max(this.#dueMs, nowMs) + costMs;
    return Math.max(0, this.#dueMs - nowMs - aheadMs);
  }

  /** A request has come back through the API server. */
  took(ms: number): void {
    this.#tripMs += (ms - this.#tripMs) * weight;
  }

  get #proxiedCostMs(): number {
    return Math.min(slowCostMs, Math.max(quickCostMs, this.#tripMs / underWay));
  }
}
