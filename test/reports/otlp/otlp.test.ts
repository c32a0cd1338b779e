import { describe, expect, it } from 'vitest';
import type { Instant, Result } from '../../../src/core/result.ts';
import { metricsOf } from '../../../src/reports/otlp/metrics.ts';
import { tracesOf, type Telemetry } from '../../../src/reports/otlp/traces.ts';
import { makeIteration, makeResult, neverAnswered, usualPhases } from '../../make-result.ts';

const startedAt = '2025-11-23T22:01:07.123456Z';
const kubeletMs = Date.parse('2025-11-23T22:01:10Z');
const pod = 'web-1';

function seen(name: Instant['name'], sinceStartMs: number, of: Partial<Instant> = {}): Instant {
  return { name, clock: 'runner', sinceStartMs, resolutionMs: 5, pod, ...of };
}
function stamped(name: Instant['name'], afterMs: number, resolutionMs = 0.001): Instant {
  return { name, clock: 'kubelet', unixMs: kubeletMs + afterMs, resolutionMs, pod, container: 'app' };
}

const instants = [
  seen('scheduled', 6.3),
  seen('started', 600, { container: 'app' }),
  seen('ready', 1240),
  { name: 'answered', clock: 'runner', sinceStartMs: 2340, resolutionMs: 20 } as const,
  stamped('pulling', 0),
  stamped('pulled', 500),
  stamped('started', 604),
];
const phases = { ...usualPhases, imagePullMs: 500 };
const usual = makeIteration({ instants, phases });
const alone: Telemetry = { serviceName: 'pod-start-slo', parent: null };

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  links?: { spanId: string }[];
  status?: { code: number; message: string };
}

function spansOf(result: Result, telemetry = alone): Span[] {
  const { body, count } = tracesOf(result, telemetry);
  const { spans } = (body as { resourceSpans: [{ scopeSpans: [{ spans: Span[] }] }] }).resourceSpans[0]
    .scopeSpans[0];
  expect(spans.length).toBe(count);
  return spans;
}

function phase(name: string, result = makeResult({ scenarios: [{ iterations: [usual] }] })) {
  const span = spansOf(result).find((each) => each.name === name);
  if (span === undefined) return null;
  const clock = span.attributes.find(({ key }) => key === 'pod_start_slo.clock')?.value['stringValue'];
  const ns = BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano);
  const begin = new Date(Number(BigInt(span.startTimeUnixNano) / 1_000_000n)).toISOString();
  return { clock, durationMs: Math.round(Number(ns) / 1e3) / 1e3, begin };
}

describe('The trace of an iteration', () => {
  it.each([
    ['scheduling', { clock: 'runner', durationMs: 6.3, begin: '2025-11-23T22:01:07.123Z' }],
    ['sandbox', { clock: 'runner', durationMs: 448, begin: '2025-11-23T22:01:07.129Z' }],
    ['application', { clock: 'runner', durationMs: 612, begin: '2025-11-23T22:01:07.723Z' }],
    ['readiness', { clock: 'runner', durationMs: 640, begin: '2025-11-23T22:01:07.723Z' }],
    ['routing', { clock: 'runner', durationMs: 951, begin: '2025-11-23T22:01:08.512Z' }],
    ['image-pull', { clock: 'kubelet', durationMs: 500, begin: '2025-11-23T22:01:10.000Z' }],
    ['container-start', { clock: 'kubelet', durationMs: 104, begin: '2025-11-23T22:01:10.500Z' }],
  ])('has a span for %s, both ends by one clock', (name, expected) => {
    expect(phase(name)).toEqual(expected);
  });

  it('has no span for a phase that is unknown, or whose stamps are whole seconds', () => {
    const unknown = { ...phases, sandboxMs: null };
    const coarse = [...instants.slice(0, 4), stamped('pulling', 0, 1000), stamped('pulled', 500, 1000)];
    const iterations = [makeIteration({ instants: coarse, phases: unknown })];
    const result = makeResult({ scenarios: [{ iterations }] });
    expect(phase('sandbox', result)).toBeNull();
    expect(phase('image-pull', result)).toBeNull();
    expect(phase('scheduling', result)).not.toBeNull();
  });

  it('has no phases where it cannot be told which of several pods they are of', () => {
    const second = instants.map((each) => ('pod' in each ? { ...each, pod: 'web-2' } : each));
    const iterations = [makeIteration({ instants: [...instants, ...second], phases })];
    expect(spansOf(makeResult({ scenarios: [{ iterations }] })).map(({ name }) => name)).toEqual([
      'run',
      'iteration goldpinger',
    ]);
  });

  it('has the phases of the pod that they are of, where that was scheduled at another time', () => {
    const earlier = instants.map((each) =>
      each.name === 'scheduled' ? { ...each, pod: 'web-0', sinceStartMs: 3 } : { ...each, pod: 'web-0' },
    );
    const iterations = [makeIteration({ instants: [...earlier, ...instants], phases })];
    const spans = spansOf(makeResult({ scenarios: [{ iterations }] }));
    const pods = spans
      .slice(2)
      .map(({ attributes }) => attributes.find(({ key }) => key === 'k8s.pod.name')?.value['stringValue']);
    expect(pods.length).toBeGreaterThan(0);
    expect(new Set(pods)).toEqual(new Set([pod]));
  });

  it('is of its own, and links to the span of the run', () => {
    const [run, first, ...rest] = spansOf(makeResult({ scenarios: [{ iterations: [usual, usual] }] }));
    const second = rest.find(({ name }) => name === 'iteration goldpinger');
    expect(new Set([run?.traceId, first?.traceId, second?.traceId]).size).toBe(3);
    expect(first?.links).toMatchObject([{ spanId: run?.spanId }]);
    expect(first?.parentSpanId).toBeUndefined();
  });

  it('is part of the trace of a pipeline, below the span of the run', () => {
    const parent = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
    const spans = spansOf(makeResult({ scenarios: [{ iterations: [usual] }] }), { ...alone, parent });
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([parent.traceId]));
    expect(spans[0]?.parentSpanId).toBe(parent.spanId);
    expect(spans[1]?.parentSpanId).toBe(spans[0]?.spanId);
  });

  it('that timed out is an error with its reason, and as long as the timeout', () => {
    const iterations = [neverAnswered('timed-out', 'ImagePullBackOff')];
    const span = spansOf(makeResult({ scenarios: [{ iterations }] }))[1];
    expect(span?.status).toEqual({ code: 2, message: 'ImagePullBackOff' });
    expect(BigInt(span?.endTimeUnixNano ?? 0) - BigInt(span?.startTimeUnixNano ?? 0)).toBe(60_000_000_000n);
    expect(span?.attributes.map(({ key }) => key)).not.toContain('pod_start_slo.total_ms');
  });

  it('is within the span of a run that has no end, which lasts until the end of its last iteration', () => {
    const result = makeResult({
      scenarios: [{ iterations: [usual] }],
      result: { finishedAt: null, complete: false },
    });
    const [run, iteration] = spansOf(result);
    expect(run?.endTimeUnixNano).toBe(iteration?.endTimeUnixNano);
    expect(BigInt(run?.endTimeUnixNano ?? 0)).toBeGreaterThan(BigInt(run?.startTimeUnixNano ?? 0));
  });

  it('begins to the microsecond when the iteration did', () => {
    const span = spansOf(makeResult({ scenarios: [{ iterations: [usual] }] }))[1];
    expect(span?.startTimeUnixNano).toBe(`${Date.parse(startedAt.replace('123456', '123'))}456000`);
  });
});

describe('The metrics of a run', () => {
  const iterations = [usual, makeIteration({ totalMs: 2400 }), neverAnswered('timed-out', 'Unschedulable')];
  const result = makeResult({ scenarios: [{ iterations, objectives: ['p95 <= 30s'] }] });
  interface Point {
    count: string;
    sum?: number;
    explicitBounds: number[];
    bucketCounts: string[];
    exemplars: { traceId: string; spanId: string; asDouble: number }[];
  }
  const pointOf = (of: Result): Point => {
    const { body } = metricsOf(of, alone) as {
      body: { resourceMetrics: [{ scopeMetrics: [{ metrics: { histogram: { dataPoints: Point[] } }[] }] }] };
    };
    return body.resourceMetrics[0].scopeMetrics[0].metrics[0]?.histogram.dataPoints[0] as Point;
  };

  it('count a start that never answered above all bounds, and have no sum then', () => {
    const point = pointOf(result);
    expect(point.count).toBe('3');
    expect(point.bucketCounts.length).toBe(point.explicitBounds.length + 1);
    expect(point.bucketCounts.at(-1)).toBe('1');
    expect(point.bucketCounts[point.explicitBounds.findIndex((bound) => bound >= 2.4)]).toBe('2');
    expect(point).not.toHaveProperty('sum');
  });

  it('have a sum where every start answered', () => {
    expect(pointOf(makeResult({ scenarios: [{ iterations: [usual] }] })).sum).toBe(2.34);
  });

  it('lead from a bucket to the trace of its slowest start', () => {
    const slowest = spansOf(result).filter(({ name }) => name === 'iteration goldpinger')[1];
    const { traceId, spanId } = slowest as Span;
    expect(pointOf(result).exemplars).toMatchObject([{ traceId, spanId, asDouble: 2.4 }]);
  });
});
