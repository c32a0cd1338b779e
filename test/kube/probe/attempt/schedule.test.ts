import { Bench } from '../support/schedule-bench.ts';
import { afterEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { ProbeObservation } from '../../../../src/core/observation.ts';
import { probeOnSchedule } from '../../../../src/kube/probe/attempt/schedule.ts';
import { match, result } from '../support/attempts.ts';
import { FakeClock, settle } from '../support/clocks.ts';

const benches: Bench[] = [];
function bench(...args: ConstructorParameters<typeof Bench>): Bench {
  const made = new Bench(...args);
  benches.push(made);
  return made;
}
afterEach(async () => {
  for (const made of benches.splice(0)) {
    made.abort.abort();
    await made.done.catch(() => undefined);
  }
});

describe('probeOnSchedule', () => {
  it('starts at once and then every 20 ms, without waiting for attempts that hang', async () => {
    const own = bench();
    await own.clock.pass(100);
    expect(own.starts()).toEqual([0, 20, 40, 60, 80, 100]);
  });

  it('skips the slots a late loop has missed, without a burst or a drift', async () => {
    const own = bench();
    await own.clock.pass(40);
    await own.clock.stall(55);
    await own.clock.pass(45);
    expect(own.starts()).toEqual([0, 20, 40, 95, 100, 120, 140]);
    own.abort.abort();
    expect(await own.done).toEqual({ attempts: 7, skippedSlots: 1, match: null });
  });

  it('never starts two attempts in one slot, and never off the schedule unless it is late', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 8 }), async (stalls) => {
        const own = bench({ maxInFlight: 1000 });
        own.answer = result();
        await settle();
        for (const ms of stalls) {
          await own.clock.stall(ms);
          await own.clock.pass(25);
        }
        const slots = own.starts().map((ms) => Math.floor(ms / 20));
        expect(new Set(slots).size).toBe(slots.length);
        own.abort.abort();
        const { attempts, skippedSlots } = await own.done;
        expect(attempts + skippedSlots).toBe(Math.max(...slots) + 1);
      }),
      { numRuns: 50 },
    );
  });

  it('has at most 64 attempts under way, and counts the slots it could not use', async () => {
    const own = bench();
    await own.clock.pass(60_000);
    expect(own.held).toHaveLength(64);
    own.abort.abort();
    const { attempts, skippedSlots } = await own.done;
    expect(attempts).toBe(64);
    expect(attempts + skippedSlots).toBe(3001);
  });

  it('still looks several times in the ten seconds that unanswered attempts take', async () => {
    const own = bench();
    await own.clock.pass(10_000);
    const times = own.starts();
    const gaps = times.slice(1).map((ms, i) => ms - (times[i] ?? 0));
    expect(times.filter((ms) => ms > 5000).length).toBeGreaterThan(3);
    for (const [i, gap] of gaps.entries()) expect(gap).toBeLessThanOrEqual(20 + (times[i + 1] ?? 0) / 6);
  });

  it('goes on at full rate once the hanging attempts have ended', async () => {
    const own = bench();
    await own.clock.pass(20_000);
    for (const held of own.held) held.end(result());
    await settle();
    own.held.length = 0;
    await own.clock.pass(200);
    expect(own.held).toHaveLength(10);
  });

  it('reports every attempt that ended, and stops at the first match', async () => {
    const own = bench({ connected: true });
    await own.clock.pass(45);
    own.held[0]?.end(result({ error: 'HTTP 503', status: 503 }));
    await settle();
    own.held[2]?.end(match());
    const stats = await own.done;
    expect(stats).toMatchObject({ attempts: 3, skippedSlots: 0, match: { startedMs: own.beginMs + 40 } });
    expect(own.seen).toEqual([
      probe(own.beginMs, { atMs: own.beginMs + 45, status: 503, error: 'HTTP 503' }),
      probe(own.beginMs + 40, { atMs: own.beginMs + 45, status: 200, matched: true, error: null }),
    ]);
    expect(own.held.every(({ signal }) => signal.aborted)).toBe(true);
  });

  it('takes the match that arrived first, also when a later attempt was the faster one', async () => {
    const own = bench({ connected: true });
    await own.clock.pass(25);
    own.held[1]?.end(match());
    own.held[0]?.end(match());
    expect((await own.done).match?.startedMs).toBe(own.beginMs + 20);
    expect(own.seen.filter(({ matched }) => matched)).toHaveLength(1);
  });

  it('reports attempts that had no connection yet when a later one was answered, since they tell the resolution', async () => {
    const own = bench({ connected: false });
    await own.clock.pass(65);
    own.held[2]?.end(match());
    await own.done;
    const [first, ...others] = own.seen;
    expect(first).toMatchObject({ matched: true });
    expect(others.map(({ startedMs }) => startedMs - own.beginMs)).toEqual([0, 20]);
    expect(others.every(({ matched, error }) => !matched && error?.startsWith('connect gave nothing'))).toBe(
      true,
    );
  });

  it('aborts what is under way at the signal and reports nothing of it', async () => {
    const own = bench();
    await own.clock.pass(45);
    own.abort.abort();
    expect(await own.done).toEqual({ attempts: 3, skippedSlots: 0, match: null });
    expect(own.seen).toEqual([]);
  });

  it('starts nothing when the signal has come before', async () => {
    let attempts = 0;
    const stats = await probeOnSchedule(
      () => {
        attempts += 1;
        return Promise.resolve(match());
      },
      { clock: new FakeClock(), signal: AbortSignal.abort(), report: () => undefined },
    );
    expect([attempts, stats.attempts]).toEqual([0, 0]);
  });

  it('says whose answers it reports', async () => {
    const seen: ProbeObservation[] = [];
    await probeOnSchedule(() => Promise.resolve(match()), {
      clock: new FakeClock(),
      signal: new AbortController().signal,
      report: (each) => seen.push(each),
      target: 'pod',
      podUid: 'u1',
    });
    expect(seen).toEqual([
      { ...probe(0, { atMs: 2, matched: true, status: 200, error: null }), target: 'pod', podUid: 'u1' },
    ]);
  });

  it('ends with an error when an attempt breaks its promise not to reject', async () => {
    const clock = new FakeClock();
    const broken = probeOnSchedule(() => Promise.reject(new Error('a bug')), {
      clock,
      signal: new AbortController().signal,
      report: () => undefined,
    });
    await expect(broken).rejects.toThrow('a bug');
  });
});

function probe(startedMs: number, over: Partial<ProbeObservation>): ProbeObservation {
  return {
    kind: 'probe',
    target: 'service',
    startedMs,
    atMs: 0,
    matched: false,
    status: null,
    error: null,
    ...over,
  };
}

describe('a schedule that keeps on, as a client does', () => {
  const keepOn = { hangsAfterMs: 250 };

  it('goes on after an answer, on the same slots, and tells of every attempt', async () => {
    const made = bench({ intervalMs: 20, keepOn });
    made.answer = match();
    await made.clock.pass(100);
    expect(made.starts()).toEqual([0, 20, 40, 60, 80, 100]);
    expect(made.seen.map(({ matched }) => matched)).toEqual(Array(6).fill(true));
    made.abort.abort();
    expect(await made.done).toMatchObject({ attempts: 6 });
  });

  it('tells at the end of attempts that hung for long, and not of those that only just began', async () => {
    const made = bench({ intervalMs: 100, keepOn });
    await made.clock.pass(450);
    made.abort.abort();
    await made.done;
    const failed = made.seen.map(({ startedMs, matched, error }) => [
      startedMs - made.beginMs,
      matched,
      error,
    ]);
    expect(failed).toEqual([
      [0, false, 'no answer until the end'],
      [100, false, 'no answer until the end'],
    ]);
  });
});
