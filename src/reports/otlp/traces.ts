import { phaseKeys, phaseNames } from '../../core/phases.ts';
import type { IterationResult, Result, ScenarioResult } from '../../core/result.ts';
import type { TraceParent } from '../../core/traceparent.ts';
import { phaseSpans, podOfPhases, type PhaseSpan } from './phase-spans.ts';
import { attributes, identifier, nanos, resourceOf, scopeOf, type Attribute } from './value.ts';

interface SpanContext {
  traceId: string;
  spanId: string;
}

interface Span extends SpanContext {
  parentSpanId?: string;
  name: string;
  /** 1: internal. */
  kind: 1;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  events?: { timeUnixNano: string; name: string; attributes: Attribute[] }[];
  links?: SpanContext[];
  /** 2: error. */
  status?: { code: 2; message: string };
}

/** How a host names the run, and the span that it belongs to, if any. */
export interface Telemetry {
  serviceName: string;
  parent: TraceParent | null;
}

/** The span of a run. With a parent it is part of that one's trace. */
function runContext({ runId }: Result, parent: TraceParent | null): SpanContext {
  return {
    traceId: parent?.traceId ?? identifier(32, runId, 'run'),
    spanId: identifier(16, runId, 'run'),
  };
}

/** The span of an iteration: in a trace of its own, or with a parent in that one's trace. */
export function iterationContext(
  { runId }: Pick<Result, 'runId'>,
  scenario: string,
  index: number,
  parent: TraceParent | null,
): SpanContext {
  return {
    traceId: parent?.traceId ?? identifier(32, runId, scenario, index),
    spanId: identifier(16, runId, scenario, index),
  };
}

/** The number of spans, and the body of a request to `/v1/traces` (opentelemetry-proto, ExportTraceServiceRequest). */
export function tracesOf(result: Result, telemetry: Telemetry): { count: number; body: unknown } {
  const run = runContext(result, telemetry.parent);
  const iterations = result.scenarios.flatMap((scenario) =>
    scenario.iterations.flatMap((iteration) =>
      iterationSpans(iteration, { result, scenario, run, parent: telemetry.parent }),
    ),
  );
  const spans = [runSpan(result, run, telemetry.parent, iterations), ...iterations];
  const resource = resourceOf(result, telemetry.serviceName);
  const body = { resourceSpans: [{ resource, scopeSpans: [{ scope: scopeOf(result), spans }] }] };
  return { count: spans.length, body };
}

function runSpan(
  result: Result,
  context: SpanContext,
  parent: TraceParent | null,
  iterations: readonly Span[],
): Span {
  // Without a stated end, the run lasted at least until its last iteration on the same clock ended.
  const seenEnds = iterations.filter(({ name }) => name.startsWith('iteration ')).map(endOf);
  const started = nanos(result.startedAt);
  const end = result.finishedAt === null ? [started, ...seenEnds].reduce(later) : nanos(result.finishedAt);
  return {
    ...context,
    ...(parent === null ? {} : { parentSpanId: parent.spanId }),
    name: 'run',
    kind: 1,
    startTimeUnixNano: started,
    endTimeUnixNano: end,
    attributes: attributes({
      'pod_start_slo.run.id': result.runId,
      'pod_start_slo.verdict': result.verdict,
      'pod_start_slo.complete': result.complete,
    }),
    ...(result.error === null ? {} : { status: { code: 2, message: 'the run ended early' } }),
  };
}

function endOf({ endTimeUnixNano }: Span): string {
  return endTimeUnixNano;
}

function later(a: string, b: string): string {
  return BigInt(a) > BigInt(b) ? a : b;
}

interface Place {
  result: Result;
  scenario: ScenarioResult;
  run: SpanContext;
  parent: TraceParent | null;
}

function iterationSpans(iteration: IterationResult, place: Place): Span[] {
  const { result, scenario, run, parent } = place;
  const context = iterationContext(result, scenario.name, iteration.index, parent);
  const pod = podOfPhases(iteration);
  const root: Span = {
    ...context,
    ...(parent === null ? { links: [run] } : { parentSpanId: run.spanId }),
    name: `iteration ${scenario.name}`,
    kind: 1,
    startTimeUnixNano: nanos(iteration.startedAt),
    endTimeUnixNano: nanos(iteration.startedAt, endMs(iteration, scenario)),
    attributes: attributes({
      'k8s.node.name': iteration.nodeName,
      'k8s.pod.name': pod,
      'container.image.name': scenario.image,
      'pod_start_slo.scenario': scenario.name,
      'pod_start_slo.experiment': scenario.experiment,
      'pod_start_slo.iteration': iteration.index,
      'pod_start_slo.warmup': iteration.warmup,
      'pod_start_slo.outcome': iteration.outcome,
      'pod_start_slo.clock': 'runner',
      'pod_start_slo.resolution_ms': iteration.probe.resolutionMs,
      'pod_start_slo.total_ms': iteration.totalMs,
      'pod_start_slo.ready_ms': iteration.readyMs,
      ...Object.fromEntries(
        phaseNames.map((name) => [`pod_start_slo.phase.${name}_ms`, iteration.phases[phaseKeys[name]]]),
      ),
    }),
    events: eventsOf(iteration, pod),
    ...(iteration.outcome === 'answered'
      ? {}
      : { status: { code: 2, message: iteration.reason ?? iteration.outcome } }),
  };
  return [root, ...phaseSpans(iteration).map((phase, at) => phaseSpan(phase, at, root, iteration))];
}

/** An iteration that timed out took that long; of one that failed the last thing that was seen is the end. */
function endMs({ outcome, totalMs, instants }: IterationResult, { timeoutMs }: ScenarioResult): number {
  if (totalMs !== null) return totalMs;
  if (outcome === 'timed-out') return timeoutMs;
  return Math.max(0, ...instants.map(({ sinceStartMs }) => sinceStartMs ?? 0));
}

/** Of several pods only that of the phases: a burst of a thousand would not fit into a span. */
function eventsOf({ instants, startedAt }: IterationResult, pod: string | null): NonNullable<Span['events']> {
  return instants.flatMap((each) =>
    each.sinceStartMs === undefined || (each.pod !== undefined && each.pod !== pod)
      ? []
      : [
          {
            timeUnixNano: nanos(startedAt, each.sinceStartMs),
            name: each.name,
            attributes: attributes({
              'k8s.pod.name': each.pod,
              'k8s.container.name': each.container,
              'pod_start_slo.clock': each.clock,
              'pod_start_slo.resolution_ms': each.resolutionMs,
            }),
          },
        ],
  );
}

function phaseSpan(phase: PhaseSpan, at: number, root: Span, { startedAt }: IterationResult): Span {
  const epoch = '1970-01-01T00:00:00Z';
  const base = phase.clock === 'runner' ? startedAt : epoch;
  return {
    traceId: root.traceId,
    spanId: identifier(16, root.spanId, at),
    parentSpanId: root.spanId,
    name: phase.name,
    kind: 1,
    startTimeUnixNano: nanos(base, phase.fromMs),
    endTimeUnixNano: nanos(base, phase.fromMs + phase.durationMs),
    attributes: attributes({
      'k8s.pod.name': phase.pod,
      'k8s.container.name': phase.container,
      'pod_start_slo.clock': phase.clock,
      'pod_start_slo.resolution_ms': phase.resolutionMs,
    }),
  };
}
