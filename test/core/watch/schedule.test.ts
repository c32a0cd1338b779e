import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Schedule, type ScheduleOptions } from '../../../src/core/watch/schedule.ts';

const options = (more: Partial<ScheduleOptions> = {}): ScheduleOptions => ({
  subjects: 1,
  intervalMs: 1000,
  jitter: 0,
  seed: 7,
  originMs: 5000,
  ...more,
});

it('starts on time do not drift, however long each takes', () => {
  const schedule = new Schedule(options());
  const intended: number[] = [];
  let nowMs = 5000;
  for (let index = 0; index < 1000; index += 1) {
    const due = schedule.take(nowMs);
    intended.push(due.intendedMs);
    expect(due.missed).toBe(0);
    nowMs = due.intendedMs + 333.3;
  }
  expect(intended).toEqual(Array.from({ length: 1000 }, (_, index) => 5000 + index * 1000));
});

it('the start that one long before it has delayed is made late, and those in between are missed', () => {
  const schedule = new Schedule(options());
  expect(schedule.take(5000)).toEqual({ subject: 0, intendedMs: 5000, missed: 0 });
  expect(schedule.take(6400)).toEqual({ subject: 0, intendedMs: 6000, missed: 0 });
  expect(schedule.take(10_400)).toEqual({ subject: 0, intendedMs: 10_000, missed: 3 });
  expect(schedule.take(10_500)).toEqual({ subject: 0, intendedMs: 11_000, missed: 0 });
});

it('several scenarios take turns, evenly spread over the interval', () => {
  const schedule = new Schedule(options({ subjects: 2 }));
  const taken = Array.from({ length: 4 }, () => schedule.take(5000));
  expect(taken.map(({ subject, intendedMs }) => [subject, intendedMs])).toEqual([
    [0, 5000],
    [1, 5500],
    [0, 6000],
    [1, 6500],
  ]);
});

it('what a scenario misses is not counted for the other', () => {
  const schedule = new Schedule(options({ subjects: 2 }));
  schedule.take(5000);
  // 5500, 6000 and 6500 are over.
  expect(schedule.take(6700)).toEqual({ subject: 0, intendedMs: 6000, missed: 0 });
  expect(schedule.take(6700)).toEqual({ subject: 1, intendedMs: 6500, missed: 1 });
});

it('after a time in which nothing could be started the next start is one that is still to come', () => {
  const schedule = new Schedule(options({ subjects: 2 }));
  expect(schedule.skip(7600)).toEqual([3, 3]);
  expect(schedule.take(7600)).toEqual({ subject: 0, intendedMs: 8000, missed: 0 });
  expect(schedule.skip(7600)).toEqual([0, 0]);
});

it('the seed tells where each start is, and starts are spread evenly over the jitter', () => {
  const at = (seed: number, round: number) =>
    new Schedule(options({ seed, jitter: 0.1 })).intendedMs(0, round) - 5000 - round * 1000;
  const moved = Array.from({ length: 2000 }, (_, round) => at(7, round));
  expect(moved).toEqual(Array.from({ length: 2000 }, (_, round) => at(7, round)));
  expect(moved).not.toEqual(Array.from({ length: 2000 }, (_, round) => at(8, round)));
  const tenths = Array.from({ length: 10 }, (_, tenth) =>
    moved.filter((ms) => Math.floor(ms / 10) === tenth),
  );
  for (const each of tenths) expect(each.length).toBeGreaterThan(140);
  expect(tenths.flat()).toHaveLength(2000);
});

it('makes or misses every start once, in order, as one does who looks through all of them', () => {
  const inputs = fc.record({
    subjects: fc.integer({ min: 1, max: 4 }),
    intervalMs: fc.integer({ min: 1, max: 5000 }),
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
    seed: fc.nat(),
    busyMs: fc.array(fc.integer({ min: 0, max: 12_000 }), { minLength: 1, maxLength: 30 }),
  });
  fc.assert(
    fc.property(inputs, ({ busyMs, ...more }) => {
      const all = options(more);
      const schedule = new Schedule(all);
      const next = Array.from({ length: all.subjects }, () => 0);
      let nowMs = all.originMs;
      for (const ms of busyMs) {
        const wanted = naiveTake(schedule, next, nowMs);
        expect(schedule.take(nowMs)).toEqual(wanted);
        nowMs = Math.max(nowMs, wanted.intendedMs) + ms;
      }
    }),
  );
});

/** Goes from start to start of every subject until it finds one that is still to come. */
function naiveTake(schedule: Schedule, next: number[], nowMs: number) {
  const each = next.map((from, subject) => {
    let round = from;
    while (schedule.intendedMs(subject, round + 1) <= nowMs) round += 1;
    return { subject, intendedMs: schedule.intendedMs(subject, round), missed: round - from };
  });
  const [first] = each.toSorted((a, b) => a.intendedMs - b.intendedMs);
  if (first === undefined) throw new Error('no subject');
  next[first.subject] = (next[first.subject] ?? 0) + first.missed + 1;
  return first;
}
