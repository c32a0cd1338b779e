import { describe, expect, it } from 'vitest';
import { ProbeBudget } from '../../../../src/kube/probe/probers/probe-budget.ts';

const proxied = { via: 'api-proxy', isReady: true } as const;

/** How many are sent in a second by somebody who waits as long as is said, over an API server of this round trip. */
function perSecond(tripMs: number, what: Parameters<ProbeBudget['spend']>[1] = proxied): number {
  const budget = new ProbeBudget();
  for (let times = 0; times < 50; times += 1) budget.took(tripMs);
  let sent = 0;
  for (let nowMs = 0; nowMs < 1000; sent += 1) nowMs += budget.spend(nowMs, what);
  return sent;
}

describe('the budget of requests to pods', () => {
  it('is 300 a second through an API server that passes them on quickly, and 100 through one that does not', () => {
    expect(perSecond(5)).toBeGreaterThan(300);
    expect(perSecond(5)).toBeLessThan(320);
    expect(perSecond(50)).toBeGreaterThan(195);
    expect(perSecond(50)).toBeLessThan(215);
    for (const slowMs of [100, 10_000]) expect(perSecond(slowMs)).toBeLessThan(110);
  });

  it('is 100 a second of pods that are not Ready, however quick it is', () => {
    expect(perSecond(5, { via: 'api-proxy', isReady: false })).toBeLessThan(110);
  });

  it('is 100 a second while nothing is known of the API server', () => {
    const budget = new ProbeBudget();
    const waits = Array.from({ length: 5 }, () => budget.spend(0, proxied));
    expect(waits).toEqual([0, 0, 0, 10, 20]);
  });

  it('is 500 a second at their own addresses, whatever the API server does', () => {
    const sent = perSecond(10_000, { via: 'pod-ip', isReady: true });
    expect(sent).toBeGreaterThan(495);
    expect(sent).toBeLessThan(520);
  });
});
