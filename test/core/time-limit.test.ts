import { expect, test } from 'vitest';
import { withinTime } from '../../src/core/time-limit.ts';
import { FakeClock } from '../run/fake-space.ts';

const clock = new FakeClock();
const { signal } = new AbortController();

test('what comes in time is given, and what would have ended the wait is given up', async () => {
  const fromMs = clock.nowMs();
  const comes = clock.sleep(20).then(() => 'here');
  expect(await withinTime(comes, 1000, clock, signal)).toBe('here');
  await clock.sleep(10);
  expect(clock.nowMs() - fromMs).toBe(30);
});

test('what does not come is null when the time is over', async () => {
  const fromMs = clock.nowMs();
  expect(await withinTime(clock.sleep(60_000), 1000, clock, signal)).toBeNull();
  expect(clock.nowMs() - fromMs).toBe(1000);
});

test('what fails, fails; and an abort ends the wait with its reason', async () => {
  await expect(withinTime(Promise.reject(new Error('no')), 1000, clock, signal)).rejects.toThrow('no');
  const aborted = AbortSignal.abort(new Error('enough'));
  await expect(withinTime(clock.sleep(10), 1000, clock, aborted)).rejects.toThrow('enough');
});
