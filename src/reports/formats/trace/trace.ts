import { clocks, type Instant, type IterationResult, type Result } from '../../../core/result.ts';
import type { ScenarioResult } from '../../../core/result.ts';
import { limitsOf } from '../../charts/points.ts';
import { totalLabel } from '../../figures/measures.ts';
import { cleanText } from '../../wording/clean.ts';
import { startNumbers, startTitle } from '../../wording/start-number.ts';
import { renderJson } from '../json.ts';
import { limitMark, mark, processOf, slice, withoutOverlaps, type Track, type TrackEvent } from './events.ts';
import { kubeletSpans, runnerSpans, type Span } from './phase-spans.ts';

/**
 * The iterations as Chrome trace events. Every iteration is a process, and every clock has tracks of its own in it. All
 * times are as their own clock had them, in microseconds since the Unix epoch: no clock is moved to fit another, so a
 * distance between tracks of different clocks is not a duration.
 */
export function renderTrace(result: Result): string {
  const iterations = result.scenarios
    .flatMap((scenario) => scenario.iterations.map((iteration) => ({ scenario, iteration })))
    .toSorted((a, b) => unixUs(a.iteration.startedAt) - unixUs(b.iteration.startedAt));
  const numbers = new Map(result.scenarios.map((scenario) => [scenario, startNumbers(scenario)]));
  const { tool, runId, verdict, measurement } = result;
  return renderJson({
    displayTimeUnit: 'ms',
    otherData: {
      tool: `${tool.name} ${tool.version}`,
      runId: cleanText(runId),
      verdict: verdict ?? 'not judged',
      clocks:
        'Each track has the times of one clock. A distance between tracks of different clocks is not a duration.',
      apiServerClockMinusRunnerClockMs: measurement.clockSkewMs,
    },
    traceEvents: iterations.flatMap(({ scenario, iteration }, index) => {
      const number = numbers.get(scenario)?.get(iteration.index) ?? String(iteration.index);
      const name = `${cleanText(scenario.name)}: ${startTitle(number)}`;
      const tracks = tracksOf(scenario, iteration);
      return processOf(index + 1, { name, label: outcomeOf(iteration) }, tracks);
    }),
  });
}

function outcomeOf({ outcome, reason }: IterationResult): string {
  return reason === null ? outcome : `${outcome} (${cleanText(reason)})`;
}

function tracksOf(scenario: ScenarioResult, iteration: IterationResult): Track[] {
  const zeroUs = unixUs(iteration.startedAt);
  const phases = {
    runner: slicesOf(runnerSpans(iteration), zeroUs),
    kubelet: slicesOf(kubeletSpans(iteration), 0),
  };
  return clocks.flatMap((clock): Track[] => {
    const marks = iteration.instants.flatMap((instant) => markOf(instant, clock, zeroUs));
    const own = clock === 'runner' ? [...totalOf(scenario, iteration, zeroUs), ...marks] : marks;
    const slices = clock === 'runner' || clock === 'kubelet' ? phases[clock] : [];
    const tracks = withoutOverlaps(slices).map((events, index) => {
      return { name: `${clock} clock: phases${index === 0 ? '' : ` ${index + 1}`}`, events };
    });
    return [...(own.length === 0 ? [] : [{ name: `${clock} clock`, events: own }]), ...tracks];
  });
}

/** The total with all that is known of the iteration, and the limits that objectives set to it. */
function totalOf(scenario: ScenarioResult, iteration: IterationResult, zeroUs: number): TrackEvent[] {
  const { totalMs, readyMs, warmup, nodeName, phases } = iteration;
  const node = nodeName === null ? null : cleanText(nodeName);
  const facts = { outcome: outcomeOf(iteration), warmup, node, totalMs, readyMs, ...phases };
  const limits = limitsOf(scenario).map(({ label, limitMs }) => limitMark(label, limitMs, zeroUs));
  // An iteration that never answered has no total, and so no slice that would look like one.
  const total =
    totalMs === null
      ? mark(outcomeOf(iteration), 0, zeroUs, facts)
      : slice(totalLabel(scenario), [0, totalMs], zeroUs, facts);
  return [total, ...limits];
}

function slicesOf(spans: readonly Span[], zeroUs: number): TrackEvent[] {
  return spans.map(({ phase, container, fromMs, toMs }) => {
    const name = container === undefined ? phase : `${phase} ${cleanText(container)}`;
    return slice(name, [fromMs, toMs], zeroUs, { ms: toMs - fromMs });
  });
}

function markOf(instant: Instant, clock: Instant['clock'], zeroUs: number): TrackEvent[] {
  if (instant.clock !== clock) return [];
  const { name, sinceStartMs, unixMs, resolutionMs, pod, container } = instant;
  const text = container === undefined ? name : `${name} ${cleanText(container)}`;
  const facts = { resolutionMs, ...(pod !== undefined && { pod: cleanText(pod) }) };
  if (sinceStartMs !== undefined) return [mark(text, sinceStartMs, zeroUs, facts)];
  return unixMs === undefined ? [] : [mark(text, unixMs, 0, facts)];
}

/** A time of ISO 8601 with microseconds, which a Date does not keep. */
function unixUs(iso: string): number {
  const [, micros = '0'] = /\.\d{3}(\d{3})/.exec(iso) ?? [];
  return Date.parse(iso) * 1000 + Number(micros);
}
