import { describe, expect, it } from 'vitest';
import { measureOf } from '../../../../src/core/measure.ts';
import type { Observation } from '../../../../src/core/observation.ts';
import {
  allCreated,
  container,
  pod,
  probe,
  probing,
  ready,
  requested,
  stall,
  startMs,
} from '../observations.ts';
import { record, usual } from '../recorded.ts';

const created = (afterMs: number): Observation => ({ kind: 'all-created', atMs: startMs + afterMs });

/** Refused until 2 s, then answered: the third last attempt that fails begins at 1938 ms. */
const start: readonly Observation[] = [
  requested,
  allCreated,
  probing,
  pod(20),
  ready(600),
  ...[1000, 1900, 1920, 1940, 1960, 1980].map((afterMs) => probe(afterMs, false)),
  probe(2000, true),
];

describe('a stall that may have delayed the total makes the iteration invalid', () => {
  const stalled = (ms: number) => ({
    outcome: 'invalid',
    reason: 'Stalled',
    totalMs: null,
    message: `a stall of the measuring process may have delayed the answer by ${ms} ms`,
  });

  it('while create requests were still to be sent', () => {
    const creates = start.map((seen) => (seen.kind === 'all-created' ? created(400) : seen));
    expect(record([...creates, stall(350, 200)])).toMatchObject(stalled(220));
  });

  it('between the start’s stamp and the first create request, though it may have begun before', () => {
    const creates = start.map((seen) => (seen.kind === 'all-created' ? created(158) : seen));
    expect(record([...creates, stall(150, 200)])).toMatchObject(stalled(150));
  });

  it('where no three attempts failed after it', () => {
    expect(record([...start, stall(1939, 200)])).toMatchObject({ outcome: 'answered' });
    const failures = start.map((seen) =>
      seen.kind === 'probe' ? { ...seen, startedMs: seen.atMs - 60 } : seen,
    );
    expect(record([...failures, stall(2000, 100, { sinceMs: startMs + 1870 })])).toMatchObject(stalled(120));
  });

  it('where it was reported only after the answer', () => {
    const late = [...start.slice(0, -1), probe(3200, true), stall(3210, 1200)];
    expect(record(late)).toMatchObject({ outcome: 'invalid', reason: 'Stalled' });
  });

  it('where attempts failed after it that began after the one that was answered', () => {
    const slow = probe(2000, true, { startedMs: startMs + 1000 });
    const observations = [...start.slice(0, 5), slow, ...[1900, 1920, 1940].map((ms) => probe(ms, false))];
    expect(record([...observations, stall(1500, 200)])).toMatchObject(stalled(220));
  });

  it('where it may have delayed learning the address to ask, and too few attempts failed since', () => {
    const address: Observation = { kind: 'probing', atMs: startMs + 1510 };
    const observations = [requested, allCreated, address, ready(600), probe(1530, false), probe(1550, true)];
    expect(record([...observations, stall(1500, 200)])).toMatchObject(stalled(220));
    expect(record([...observations, stall(1300, 200)]).outcome).toBe('answered');
  });

  it('and a timeout just so, where the answer may have come in time', () => {
    const never = start.slice(0, -1);
    expect(record([...never, stall(1700, 400)], { timeoutMs: 2000 }).outcome).toBe('timed-out');
    expect(record([...never, stall(2300, 200)], { timeoutMs: 2200 }).outcome).toBe('invalid');
  });

  it('and a timeout without an address, where that may have come in time', () => {
    const waiting = [requested, allCreated, pod(20)];
    expect(record([...waiting, stall(1500, 400)], { timeoutMs: 2000 }).outcome).toBe('timed-out');
    expect(record([...waiting, stall(2100, 400)], { timeoutMs: 2000 }).outcome).toBe('invalid');
  });

  it('anywhere before the answer when it lasted over 5 s', () => {
    const harmless = probe(7000, true);
    const failures = [6900, 6920, 6940].map((afterMs) => probe(afterMs, false));
    const observations = [...start.slice(0, -1), ...failures, harmless];
    expect(record([...observations, stall(6800, 4900)]).outcome).toBe('answered');
    expect(record([...observations, stall(6800, 5100)])).toMatchObject({
      outcome: 'invalid',
      message: 'the measuring process stalled for 5100 ms before the answer',
    });
  });

  it('anywhere before the answer when the machine slept, since the clock may have stood still', () => {
    const asleep = stall(1000, 60_000, { sinceMs: startMs + 980, reason: 'suspended' });
    expect(record([...start, asleep])).toMatchObject({
      outcome: 'invalid',
      message: 'the measuring process was suspended before the answer',
    });
  });
});

describe('a stall leaves the outcome as it is', () => {
  it('before the start', () => {
    expect(record([stall(-10, 500), ...start]).totalMs).toBe(2000);
  });

  it('between the last create and three attempts that failed', () => {
    expect(record([...start, stall(1000, 900), stall(1900, 500)]).totalMs).toBe(2000);
  });

  it('after the answer, however long', () => {
    expect(record([...start, stall(9000, 6900)]).totalMs).toBe(2000);
  });

  it('where less than 100 ms of it lie where it counts', () => {
    expect(record([...start, stall(2100, 150, { sinceMs: startMs + 1950 })]).totalMs).toBe(2000);
  });

  it('where the start had failed for good, unless it lasted over 5 s', () => {
    const hopeless = [
      requested,
      allCreated,
      pod(900, { containers: [container({ reason: 'InvalidImageName' })] }),
    ];
    expect(record([...hopeless, stall(800, 700)]).outcome).toBe('failed');
    expect(record([...hopeless, stall(800, 5500)]).outcome).toBe('invalid');
  });
});

describe('with several pods', () => {
  const second = { uid: 'pod-2', name: 'app-2' };
  const two = (lastReadyMs: number): Observation[] => [...start, ready(lastReadyMs, second)];
  const options = { expectedPods: 2 };

  it('a stall that may have delayed the last Ready makes the iteration invalid, where that ended the total', () => {
    expect(record([...two(3000), stall(2990, 200)], options)).toMatchObject({ outcome: 'invalid' });
    expect(record([...two(3000), stall(2800, 200)], options)).toMatchObject({
      outcome: 'answered',
      totalMs: 3000,
    });
  });

  it('a stall before an answer that Ready outlasts leaves the total as it is', () => {
    expect(record([...two(3000), stall(1995, 200)], options)).toMatchObject({
      outcome: 'answered',
      totalMs: 3000,
    });
  });

  it('takes ten failures of two pods to be sure, since one may answer while the other refuses', () => {
    const failures = Array.from({ length: 9 }, (_, index) => probe(1800 + 20 * index, false));
    const observations = [requested, allCreated, probing, ready(500), ready(600, second), ...failures];
    const nine = [...observations, probe(2000, true), stall(1790, 300)];
    expect(record(nine, options).outcome).toBe('invalid');
    expect(record([...nine, probe(1980, false)], options).outcome).toBe('answered');
  });
});

describe('a stall blurs what is received just after it', () => {
  const phased = [...usual, probe(1440, false), probe(1460, false)];

  it('so that Ready is unknown, not infinite, and says how blurred it is', () => {
    const result = record([...phased, stall(1195, 250)]);
    expect(result).toMatchObject({ outcome: 'answered', totalMs: 1500, readyMs: null, stalledMs: 250 });
    expect(result.phases).toMatchObject({
      readinessMs: null,
      routingMs: null,
      schedulingMs: 20,
      applicationMs: 200,
    });
    expect(result.instants).toContainEqual(
      expect.objectContaining({ name: 'ready', sinceStartMs: 1200, resolutionMs: 275 }),
    );
    expect(measureOf(result, 'ready')).toBe('unknown');
  });

  it('and a sleep of the machine whatever is received after it', () => {
    const later = phased.map((seen) =>
      seen.kind === 'pod' && seen.atMs > startMs + 20 ? ready(9000) : seen,
    );
    const asleep = stall(2000, 60_000, { sinceMs: startMs + 1980, reason: 'suspended' });
    expect(record(later)).toMatchObject({ totalMs: 1500, readyMs: 9000 });
    expect(record([...later, asleep])).toMatchObject({ totalMs: 1500, readyMs: null });
  });

  it('so that phases of an event’s receipt are unknown, and not those that the kubelet stamps', () => {
    const { phases, readyMs } = record([...phased, stall(790, 110)]);
    expect(readyMs).toBe(1200);
    expect(phases).toMatchObject({
      applicationMs: null,
      readinessMs: null,
      containerStartMs: 100,
      sandboxMs: 280,
    });
  });

  it('so that the pod’s own answer is but an upper bound of the application', () => {
    const asked = phased.map((seen) =>
      seen.kind === 'probe' && seen.target === 'pod' && !seen.matched
        ? { ...seen, startedMs: startMs + 830 }
        : seen,
    );
    expect(record(asked)).toMatchObject({ phases: { applicationMs: 200 }, applicationAtMostMs: null });
    const blurred = record([...asked, stall(995, 120)]);
    expect(blurred.phases).toMatchObject({ applicationMs: null, routingMs: null });
    expect(blurred.applicationAtMostMs).toBe(200);
  });

  it('and nothing that is received later', () => {
    const undisturbed = record(phased);
    const { phases, readyMs } = record([...phased, stall(650, 200)]);
    expect({ phases, readyMs }).toEqual({ phases: undisturbed.phases, readyMs: 1200 });
  });

  it('as long as both of two stalls where nothing may have been read in between', () => {
    const { instants } = record([...phased, stall(1000, 120), stall(1195, 110)]);
    const blurOf = instants.find(({ name }) => name === 'ready')?.resolutionMs;
    expect(blurOf).toBe(1200 - 860);
  });
});
