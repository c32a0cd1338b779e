import { phaseKeys, type PhaseName } from '../../core/phases.ts';
import type { ClockName, Instant, InstantName, IterationResult } from '../../core/result.ts';

/** When something began and how long it took, by one clock. */
export interface PhaseSpan {
  name: PhaseName;
  clock: ClockName;
  /** Runner clock: milliseconds since the iteration began; otherwise since the Unix epoch, as that clock has it. */
  fromMs: number;
  durationMs: number;
  /** How far off either end may be. */
  resolutionMs: number | null;
  pod: string | undefined;
  container?: string | undefined;
}

/** Whole seconds would be noise, not a measurement. */
const coarseMs = 1000;

/**
 * The phases of an iteration whose beginning is known. A phase that is a sum over several containers has a span for each
 * of them. Both ends of a span are of one clock.
 */
export function phaseSpans(iteration: IterationResult): PhaseSpan[] {
  const pod = podOfPhases(iteration);
  if (pod === null) return [];
  return [...runnerSpans(iteration, pod), ...kubeletSpans(iteration, pod)];
}

/** The pod that the phases are of, by its time of scheduling where there are several; null where it cannot be told. */
export function podOfPhases({ instants, phases }: IterationResult): string | null {
  const pods = new Set(instants.flatMap(({ pod }) => pod ?? []));
  const [only] = pods;
  if (only !== undefined && pods.size === 1) return only;
  const scheduled = instants.filter(
    ({ name, clock, sinceStartMs }) =>
      name === 'scheduled' &&
      clock === 'runner' &&
      sinceStartMs !== undefined &&
      sinceStartMs === phases.schedulingMs,
  );
  return scheduled.length === 1 ? (scheduled[0]?.pod ?? null) : null;
}

function runnerSpans({ instants, phases }: IterationResult, pod: string): PhaseSpan[] {
  const seen = (name: InstantName, of: string | undefined): Instant | undefined =>
    instants
      .filter((each) => each.name === name && each.clock === 'runner' && each.pod === of)
      .toSorted((a, b) => (a.sinceStartMs ?? 0) - (b.sinceStartMs ?? 0))
      .at(-1);
  const scheduled = seen('scheduled', pod);
  const started = seen('started', pod);
  const answered = seen('answered', undefined);
  const routedFrom =
    answered?.sinceStartMs === undefined || phases.routingMs === null
      ? undefined
      : { ...answered, sinceStartMs: answered.sinceStartMs - phases.routingMs };
  const begun: readonly [PhaseName, Pick<Instant, 'sinceStartMs' | 'resolutionMs'> | undefined][] = [
    ['scheduling', { sinceStartMs: 0, resolutionMs: scheduled?.resolutionMs ?? 0 }],
    ['sandbox', scheduled],
    ['application', started],
    ['readiness', started],
    ['routing', routedFrom],
  ];
  return begun.flatMap(([name, from]): PhaseSpan[] => {
    const durationMs = phases[phaseKeys[name]];
    if (durationMs === null || from?.sinceStartMs === undefined) return [];
    const { sinceStartMs: fromMs, resolutionMs } = from;
    return [{ name, clock: 'runner', fromMs, durationMs, resolutionMs, pod }];
  });
}

function kubeletSpans({ instants, phases }: IterationResult, pod: string): PhaseSpan[] {
  const stamped = instants.filter(
    (each) => each.clock === 'kubelet' && each.pod === pod && each.resolutionMs < coarseMs,
  );
  const containers = [...new Set(stamped.flatMap(({ container }) => container ?? []))];
  const first = (name: InstantName, container: string): Instant | undefined =>
    stamped.find((each) => each.name === name && each.container === container);
  const between = (name: PhaseName, ends: readonly [InstantName, InstantName]): PhaseSpan[] =>
    phases[phaseKeys[name]] === null
      ? []
      : containers.flatMap((container) => {
          const [from, to] = ends.map((end) => first(end, container));
          if (from?.unixMs === undefined || to?.unixMs === undefined) return [];
          const durationMs = to.unixMs - from.unixMs;
          if (durationMs < 0) return [];
          const resolutionMs = Math.max(from.resolutionMs, to.resolutionMs);
          return [{ name, clock: 'kubelet', fromMs: from.unixMs, durationMs, resolutionMs, pod, container }];
        });
  return [
    ...between('image-pull', ['pulling', 'pulled']),
    ...between('container-start', ['pulled', 'started']),
  ];
}
