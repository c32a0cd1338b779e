import { expect, it } from 'vitest';
import type { Stall } from '../../../src/core/experiments/record/stalls.ts';
import { systemClock } from '../../../src/hosts/shared/system-clock.ts';

it('a stall is reported with the last sign of life before it, by the look that ends the watching at the latest', () => {
  const clock = systemClock();
  const stalls: Stall[] = [];
  const stop = clock.watchStalls((stall) => stalls.push(stall));
  const fromMs = clock.nowMs();
  while (clock.nowMs() < fromMs + 200);
  const toMs = clock.nowMs();
  stop();
  const [stall] = stalls;
  expect(stalls).toHaveLength(1);
  expect(stall?.reason).toBe('event-loop');
  expect(stall?.sinceMs).toBeLessThanOrEqual(fromMs);
  expect(stall?.atMs).toBeGreaterThanOrEqual(toMs);
  // The clock looks every 20 ms, so the stall may have begun that much after the last look.
  expect(stall?.stalledMs).toBeCloseTo((stall?.atMs ?? NaN) - (stall?.sinceMs ?? NaN) - 20, 6);
});
