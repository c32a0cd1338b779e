import { describe, expect, it } from 'vitest';
import type { IterationResult, Result } from '../../../src/core/result.ts';
import { lanesOf } from '../../../src/reports/formats/trace/lanes.ts';
import { renderTrace } from '../../../src/reports/formats/trace/trace.ts';
import type { Slice, TraceEvent } from '../../../src/reports/formats/trace/trace-event.ts';
import { makeIteration, makeResult, neverAnswered, usualPhases } from '../../make-result.ts';
import { exampleResults } from '../example-results.ts';

/** 22:01:07.123456 by the runner's wall clock, in microseconds. */
const startUs = Date.UTC(2025, 10, 23, 22, 1, 7) * 1000 + 123_456;
/** The kubelet's clock is 40 minutes behind. */
const pulledUs = startUs - 40 * 60e6;

const timed: Partial<IterationResult> = {
  instants: [
    { name: 'create-requested', clock: 'runner', sinceStartMs: 0, resolutionMs: 0 },
    { name: 'scheduled', clock: 'runner', sinceStartMs: 6.3, resolutionMs: 1, pod: 'web' },
    { name: 'started', clock: 'runner', sinceStartMs: 600, resolutionMs: 1, pod: 'web', container: 'app' },
    { name: 'ready', clock: 'runner', sinceStartMs: 1240, resolutionMs: 1, pod: 'web' },
    { name: 'answered', clock: 'runner', sinceStartMs: 2340, resolutionMs: 20 },
    {
      name: 'pulling',
      clock: 'kubelet',
      unixMs: pulledUs / 1000 - 30,
      resolutionMs: 0.001,
      pod: 'web',
      container: 'app',
    },
    {
      name: 'pulled',
      clock: 'kubelet',
      unixMs: pulledUs / 1000,
      resolutionMs: 0.001,
      pod: 'web',
      container: 'app',
    },
    {
      name: 'started',
      clock: 'kubelet',
      unixMs: pulledUs / 1000 + 104,
      resolutionMs: 0.001,
      pod: 'web',
      container: 'app',
    },
    { name: 'scheduled', clock: 'scheduler', unixMs: pulledUs / 1000 - 500, resolutionMs: 1000, pod: 'web' },
  ],
};

type SliceEvent = Extract<TraceEvent, { ph: 'X' }>;

function eventsOf(result: Result): TraceEvent[] {
  return (JSON.parse(renderTrace(result)) as { traceEvents: TraceEvent[] }).traceEvents;
}

function slicesOf(events: readonly TraceEvent[], name?: string): SliceEvent[] {
  return events.filter(
    (each): each is SliceEvent => each.ph === 'X' && (name === undefined || each.name === name),
  );
}

function traced(iteration: Partial<IterationResult>, objectives: string[] = []): TraceEvent[] {
  return eventsOf(makeResult({ scenarios: [{ iterations: [makeIteration(iteration)], objectives }] }));
}

/** The name of the process that an event is in, without what is said of its clock. */
function clockOf(events: readonly TraceEvent[], { pid }: { pid: number }): string | undefined {
  const named = events.find((each) => each.name === 'process_name' && each.pid === pid);
  return /· ([a-z ]+) clock/i.exec(String(named?.args['name']))?.[1];
}

describe('The trace', () => {
  it.each(Object.entries(exampleResults))(
    'of %s has slices that are nested or apart on each named track',
    (_, result) => {
      const events = eventsOf(result);
      const tracks = Map.groupBy(slicesOf(events), ({ pid, tid }) => `${pid} ${tid}`);
      for (const slices of tracks.values()) {
        for (const [index, a] of slices.entries()) {
          const [end, next] = [a.ts + a.dur, slices.slice(index + 1)];
          expect(a.dur).toBeGreaterThanOrEqual(0);
          expect(next.filter((b) => b.ts < end && b.ts + b.dur > end)).toEqual([]);
        }
      }
      const named = new Set(
        events.filter(({ name }) => name === 'thread_name').map(({ pid, tid }) => `${pid} ${tid}`),
      );
      const used = new Set(events.filter(({ ph }) => ph !== 'M').map(({ pid, tid }) => `${pid} ${tid}`));
      expect([...used].filter((track) => !named.has(track))).toEqual([]);
      const starts = result.scenarios.reduce((sum, { iterations }) => sum + iterations.length, 0);
      expect(slicesOf(events).filter(({ cat }) => cat === 'start')).toHaveLength(starts);
    },
  );

  it('places a start by the wall clock of its first request, with its phases at their instants', () => {
    const events = traced(timed);
    const [start] = slicesOf(events, 'start 1: answered');
    expect(start).toMatchObject({ ts: startUs, dur: 2_340_000, args: { totalMs: 2340, resolutionMs: 20 } });
    const phases = slicesOf(events).filter(({ cat }) => cat === 'phase');
    expect(phases.map(({ name, ts, dur }) => [name, ts - startUs, dur]).toSorted()).toEqual([
      ['application', 600_000, 612_000],
      ['readiness', 600_000, 640_000],
      ['routing', 1_389_000, 951_000],
      ['sandbox', 6300, 448_000],
      ['scheduling', 0, 6300],
    ]);
    expect(phases.map((each) => clockOf(events, each))).toEqual(phases.map(() => 'runner'));
  });

  it('leaves the stamps of the kubelet where its own clock has them', () => {
    const events = traced(timed);
    const kubelet = events.filter((each) => each.ph !== 'M' && clockOf(events, each) === 'kubelet');
    const times = kubelet.map((each) => [each.ph, each.name, 'ts' in each ? each.ts - pulledUs : null]);
    expect(times).toEqual([
      ['X', 'image of app', -30_000],
      ['X', 'start of app', 0],
      ['i', 'pulling app', -30_000],
      ['i', 'pulled app', 0],
      ['i', 'started app', 104_000],
    ]);
    const scheduler = events.filter((each) => each.ph !== 'M' && clockOf(events, each) === 'scheduler');
    expect(scheduler).toMatchObject([
      { ph: 'i', name: 'scheduled', args: { resolutionMs: 1000, pod: 'web' } },
    ]);
  });

  it('has no slice between stamps of whole seconds, and none for a phase that is not known', () => {
    const coarse = timed.instants?.map((each) => ({
      ...each,
      resolutionMs: each.clock === 'kubelet' ? 1000 : 1,
    }));
    const phases = { ...usualPhases, applicationMs: null };
    const events = traced({ instants: coarse ?? [], phases });
    expect(slicesOf(events).filter(({ cat }) => cat === 'container')).toEqual([]);
    expect(slicesOf(events, 'application')).toEqual([]);
    expect(slicesOf(events, 'readiness')).toHaveLength(1);
  });

  it('marks the limits of the total, also where the start never answered', () => {
    const lost = { ...neverAnswered('timed-out', 'NotAnswering'), instants: timed.instants ?? [] };
    const marks = traced(lost, ['p95 <= 30s', 'ready max <= 5s']).filter(
      (each) => 'cat' in each && each.cat === 'limit',
    );
    expect(marks).toMatchObject([{ name: 'limit of p95 <= 30s', ts: startUs + 30e6 }]);
    const [start] = slicesOf(traced(lost), 'start 1: timed-out');
    expect(start?.args).toMatchObject({ totalMs: null, reason: 'NotAnswering' });
  });
});

describe('Lanes', () => {
  const slice = (name: string, fromMs: number, toMs: number): Slice => {
    return { name, category: 'phase', fromMs, toMs, args: {} };
  };

  it('hold what is nested together, and keep apart what only overlaps', () => {
    const lanes = lanesOf([
      slice('routing', 6, 10),
      slice('readiness', 3, 8),
      slice('whole', 0, 10),
      slice('sandbox', 1, 3),
    ]);
    expect(lanes.map((lane) => lane.map(({ name }) => name))).toEqual([
      ['whole', 'sandbox', 'readiness'],
      ['routing'],
    ]);
  });
});
