import { phaseKeys, type PhaseName } from '../../../core/phases.ts';
import type { ClockName, Instant, IterationResult } from '../../../core/result.ts';
import type { Objective } from '../../../core/objective.ts';
import { runnerInstants, type RunnerInstant } from '../../charts/steps.ts';
import type { Args, Mark, Slice, Track } from './trace-event.ts';

/** Whole seconds are too coarse for the ends of a slice; they are drawn as instants only. */
const coarseMs = 1000;

/** What the runner's clock stamped: the start as a whole, its phases, its instants, and the limits. */
export function runnerTrack(
  iteration: IterationResult,
  title: string,
  objectives: readonly Pick<Objective, 'expression' | 'measure' | 'limitMs'>[],
): Track {
  const startMs = Date.parse(iteration.startedAt) + microsecondsOf(iteration.startedAt) / 1000;
  const instants = runnerInstants(iteration);
  const endMs = Math.max(iteration.totalMs ?? 0, ...instants.map(({ sinceStartMs }) => sinceStartMs));
  const whole: Slice = {
    ...{ name: `${title}: ${iteration.outcome}`, category: 'start', fromMs: startMs, toMs: startMs + endMs },
    args: startArgs(iteration),
  };
  const phases = phaseStretches(iteration, instants).map(({ name, fromMs, toMs }): Slice => ({
    ...{ name, category: 'phase', fromMs: startMs + fromMs, toMs: startMs + toMs, args: {} },
  }));
  const limits = objectives
    .filter(({ measure }) => measure === 'total')
    .map(({ expression, limitMs }): Mark => ({
      ...{ name: `limit of ${expression}`, category: 'limit', atMs: startMs + limitMs, args: {} },
    }));
  return {
    name: title,
    slices: [whole, ...phases],
    marks: [...instants.map((each) => markOf(each, startMs + each.sinceStartMs)), ...limits],
  };
}

/** What another clock stamped, by its own time: for the kubelet the images and containers as slices, too. */
export function trackOf(
  clock: Exclude<ClockName, 'runner'>,
  iteration: IterationResult,
  title: string,
): Track {
  const stamped = iteration.instants.filter(
    (each): each is Instant & { unixMs: number } => each.clock === clock && each.unixMs !== undefined,
  );
  return {
    name: title,
    slices: clock === 'kubelet' ? containerSlices(stamped) : [],
    marks: stamped.map((each) => markOf(each, each.unixMs)),
  };
}

function markOf({ name, resolutionMs, pod, container }: Instant, atMs: number): Mark {
  const args = {
    resolutionMs,
    ...(pod === undefined ? {} : { pod }),
    ...(container === undefined ? {} : { container }),
  };
  return { name: container === undefined ? name : `${name} ${container}`, category: 'instant', atMs, args };
}

function startArgs(iteration: IterationResult): Args {
  const { outcome, reason, totalMs, readyMs, nodeName, phases, probe, warmup } = iteration;
  const known = Object.values(phaseKeys).map((key) => [key, phases[key]] as const);
  const { resolutionMs } = probe;
  return { outcome, reason, totalMs, resolutionMs, readyMs, ...Object.fromEntries(known), nodeName, warmup };
}

interface Stretch {
  name: PhaseName;
  fromMs: number;
  toMs: number;
}

/** The phases of the runner's clock, from where they began; one whose length is unknown is left out. */
function phaseStretches({ phases, totalMs }: IterationResult, instants: readonly RunnerInstant[]): Stretch[] {
  const first = (name: Instant['name']) => instants.find((each) => each.name === name)?.sinceStartMs ?? null;
  const startedMs = instants.findLast(({ name }) => name === 'started')?.sinceStartMs ?? null;
  const routingFromMs = totalMs === null || phases.routingMs === null ? null : totalMs - phases.routingMs;
  const stretches: [PhaseName, number | null, number | null][] = [
    ['scheduling', 0, phases.schedulingMs],
    ['sandbox', first('scheduled'), phases.sandboxMs],
    ['readiness', startedMs, phases.readinessMs],
    ['application', startedMs, phases.applicationMs],
    ['routing', routingFromMs, phases.routingMs],
  ];
  return stretches.flatMap(([name, fromMs, ms]) =>
    fromMs === null || ms === null ? [] : [{ name, fromMs, toMs: fromMs + ms }],
  );
}

/** From each container's `Pulling` to its `Pulled`, and on to its `Started`. */
function containerSlices(stamped: readonly (Instant & { unixMs: number })[]): Slice[] {
  const fine = stamped.filter(({ resolutionMs }) => resolutionMs < coarseMs);
  const containers = Map.groupBy(
    fine.filter(({ container }) => container !== undefined),
    ({ pod, container }) => JSON.stringify([pod, container]),
  );
  return [...containers.values()].flatMap((instants) => {
    const at = (name: Instant['name']) => instants.find((each) => each.name === name)?.unixMs ?? null;
    const { pod = null, container = null } = instants[0] ?? {};
    return [
      sliceBetween(`image of ${container}`, at('pulling'), at('pulled'), { pod, container }),
      sliceBetween(`start of ${container}`, at('pulled'), at('started'), { pod, container }),
    ].filter((slice) => slice !== null);
  });
}

function sliceBetween(name: string, fromMs: number | null, toMs: number | null, args: Args): Slice | null {
  if (fromMs === null || toMs === null || toMs < fromMs) return null;
  return { name, category: 'container', fromMs, toMs, args };
}

/** What `Date.parse` leaves off: the digits after the milliseconds of `…:20.123456Z`. */
function microsecondsOf(isoTime: string): number {
  return Number(/\.\d{3}(\d{3})Z$/.exec(isoTime)?.[1] ?? 0);
}
