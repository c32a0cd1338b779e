import { describe, expect, it } from 'vitest';
import type { Instant, InstantName, IterationResult, Result } from '../../../src/core/result.ts';
import { renderTrace } from '../../../src/reports/formats/trace/trace.ts';
import { makeIteration, makeResult, neverAnswered, usualPhases } from '../../make-result.ts';
import { exampleResults } from '../example-results.ts';
import { realisticIterations } from '../html/realistic.ts';
import { readTrace } from './devtools.ts';

interface Event {
  ph: string;
  name: string;
  cat: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  s?: string;
  args: Record<string, unknown>;
}

function eventsOf(result: Result): Event[] {
  return (JSON.parse(renderTrace(result)) as { traceEvents: Event[] }).traceEvents;
}

function traceOf(...iterations: IterationResult[]): Event[] {
  return eventsOf(makeResult({ scenarios: [{ iterations, objectives: ['p95 <= 30s'] }] }));
}

/** The events by the name of their track. */
function tracksIn(events: readonly Event[]): Record<string, Event[]> {
  const names = events.filter(({ name }) => name === 'thread_name');
  return Object.fromEntries(
    names.map(({ pid, tid, args }) => [
      String(args['name']),
      events.filter((each) => each.ph !== 'M' && each.pid === pid && each.tid === tid),
    ]),
  );
}

const startedUs = Date.parse('2025-11-23T22:01:07.123Z') * 1000 + 456;
/** The kubelet's clock is an hour ahead. */
const kubeletMs = Date.parse('2025-11-23T23:01:07.000Z');

function seen(name: InstantName, sinceStartMs: number, container?: string): Instant {
  const facts = container === undefined ? {} : { container };
  return { name, clock: 'runner', sinceStartMs, resolutionMs: 1, pod: 'web', ...facts };
}

function stamped(name: InstantName, afterMs: number, container: string, resolutionMs = 0.001): Instant {
  return { name, clock: 'kubelet', unixMs: kubeletMs + afterMs, resolutionMs, pod: 'web', container };
}

const pulled = makeIteration({
  totalMs: 2000,
  phases: {
    ...usualPhases,
    schedulingMs: 10,
    sandboxMs: 300,
    applicationMs: 500,
    readinessMs: 800,
    routingMs: 100,
  },
  instants: [
    seen('scheduled', 10),
    seen('pulling', 310, 'app'),
    seen('started', 1000, 'app'),
    seen('pod-answered', 1500),
    seen('ready', 1800),
    seen('endpoint-ready', 1900),
    seen('answered', 2000),
    { name: 'scheduled', clock: 'scheduler', unixMs: kubeletMs + 5, resolutionMs: 0.001, pod: 'web' },
    stamped('pulling', 100, 'app'),
    stamped('pulled', 600, 'app'),
    stamped('started', 750, 'app'),
  ],
});

const slices = (events: readonly Event[] = []) =>
  events.filter(({ ph }) => ph === 'X').map(({ name, ts, dur }) => [name, ts, dur]);

describe('A trace', () => {
  it('has the phases of a start as slices between the instants that they lie between, each clock by itself', () => {
    const tracks = tracksIn(traceOf(pulled));
    expect(Object.keys(tracks)).toEqual([
      'runner clock',
      'runner clock: phases',
      'runner clock: phases 2',
      'scheduler clock',
      'kubelet clock',
      'kubelet clock: phases',
    ]);
    expect(slices(tracks['runner clock'])).toEqual([['time to first answer', startedUs, 2_000_000]]);
    expect(slices(tracks['runner clock: phases'])).toEqual([
      ['scheduling', startedUs, 10_000],
      ['sandbox', startedUs + 10_000, 300_000],
      ['application', startedUs + 1_000_000, 500_000],
      ['routing', startedUs + 1_900_000, 100_000],
    ]);
    expect(slices(tracks['runner clock: phases 2'])).toEqual([['readiness', startedUs + 1_000_000, 800_000]]);
    expect(slices(tracks['kubelet clock: phases'])).toEqual([
      ['image-pull app', (kubeletMs + 100) * 1000, 500_000],
      ['container-start app', (kubeletMs + 600) * 1000, 150_000],
    ]);
  });

  it('shows every clock as it was, however far it is from the runner’s', () => {
    const tracks = tracksIn(traceOf(pulled));
    expect(tracks['scheduler clock']?.map(({ name, ts }) => [name, ts])).toEqual([
      ['scheduled', (kubeletMs + 5) * 1000],
    ]);
    expect(tracks['kubelet clock']?.map(({ ts }) => ts)).toEqual(
      [100, 600, 750].map((afterMs) => (kubeletMs + afterMs) * 1000),
    );
    const other = { ...pulled, instants: pulled.instants.filter(({ clock }) => clock === 'runner') };
    expect(tracksIn(traceOf(other))['runner clock']).toEqual(tracks['runner clock']);
  });

  it('marks every instant with its resolution, and the limit on all tracks of the start', () => {
    const runner = tracksIn(traceOf(pulled))['runner clock'] ?? [];
    const ready = runner.find(({ name }) => name === 'ready');
    expect(ready).toMatchObject({ ph: 'I', s: 't', ts: startedUs + 1_800_000, args: { resolutionMs: 1 } });
    expect(runner.find(({ cat }) => cat === 'limit')).toMatchObject({
      name: 'p95 limit 30 s',
      ph: 'I',
      s: 'p',
      ts: startedUs + 30_000_000,
    });
  });

  it('draws no phase that is unknown or whose place is not, and no total of a start that never answered', () => {
    const unknown = { ...pulled, phases: { ...pulled.phases, readinessMs: null, sandboxMs: 250 } };
    const names = traceOf(unknown).map(({ name }) => name);
    expect(names).not.toContain('readiness');
    expect(names).not.toContain('sandbox');
    const never = traceOf({ ...neverAnswered('timed-out', 'Unschedulable'), phases: usualPhases });
    expect(never.filter(({ ph }) => ph === 'X')).toEqual([]);
    expect(never.find(({ name }) => name === 'process_labels')?.args).toEqual({
      labels: 'timed-out (Unschedulable)',
    });
  });

  it('makes no slice of the kubelet’s stamps where they are whole seconds', () => {
    const instants = [stamped('pulling', 0, 'app', 1000), stamped('pulled', 1000, 'app', 1000)];
    const tracks = tracksIn(traceOf({ ...pulled, instants: [...pulled.instants.slice(0, 7), ...instants] }));
    expect(tracks['kubelet clock']).toHaveLength(2);
    expect(tracks['kubelet clock: phases']).toBeUndefined();
  });

  it('shows init containers from their start to the next step of the kubelet', () => {
    const instants = [...pulled.instants, stamped('started', 40, 'init'), stamped('pulled', 20, 'init')];
    const withInit = { ...pulled, instants, phases: { ...pulled.phases, initContainersMs: 60 } };
    expect(slices(tracksIn(traceOf(withInit))['kubelet clock: phases'])).toContainEqual([
      'init-containers init',
      (kubeletMs + 40) * 1000,
      60_000,
    ]);
  });

  it('names every start as the other reports do, in the order in which they took place', () => {
    const warmup = makeIteration({ index: 1, warmup: true, startedAt: '2025-11-23T22:01:01.000000Z' });
    const second = makeIteration({ index: 2, startedAt: '2025-11-23T22:01:09.000000Z' });
    const between = makeIteration({ index: 1, startedAt: '2025-11-23T22:01:05.000000Z' });
    const result = makeResult({
      scenarios: [
        { iterations: [warmup, second], scenario: { name: 'a' } },
        { iterations: [between], scenario: { name: 'b' } },
      ],
    });
    const names = eventsOf(result).filter(({ name }) => name === 'process_name');
    expect(names.map(({ pid, args }) => [pid, args['name']])).toEqual([
      [1, 'a: warm-up'],
      [2, 'b: start 1'],
      [3, 'a: start 1'],
    ]);
  });
});

describe('Chromium’s DevTools', () => {
  it.each(Object.entries(exampleResults))('read the trace of the result %s', async (_, result) => {
    const drawn = eventsOf(result).filter(({ ph }) => ph !== 'M');
    if (drawn.length === 0) return;
    const read = await readTrace(renderTrace(result));
    expect(read.reduce((sum, { entries }) => sum + entries.length, 0)).toBe(drawn.length);
  });

  it('read every slice on its track with its time', async () => {
    const result = makeResult({
      scenarios: [{ iterations: [pulled, ...realisticIterations(3)], objectives: ['p95 <= 30s'] }],
    });
    const read = await readTrace(renderTrace(result));
    const [first] = read.filter(({ name }) => name === 'kubelet clock: phases');
    expect(first?.entries.map(({ name, ts, dur }) => [name, ts, dur])).toEqual(
      slices(tracksIn(traceOf(pulled))['kubelet clock: phases']),
    );
    expect(new Set(read.map(({ process }) => process)).size).toBe(4);
  });
});
