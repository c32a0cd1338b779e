import { phaseKeys, type PhaseName } from '../../../core/phases.ts';
import type { Instant, IterationResult } from '../../../core/result.ts';
import { runnerInstants } from '../../charts/steps.ts';

/** Where a phase lies on its clock: milliseconds since the iteration began (runner) or since the Unix epoch. */
export interface Span {
  phase: PhaseName;
  container?: string;
  fromMs: number;
  toMs: number;
}

/**
 * Instants that the phases of the runner's clock lie between, as ARCHITECTURE.md defines them. `start` is the moment
 * just before the first request.
 */
const runnerPhases: readonly [PhaseName, from: readonly string[], to: readonly string[]][] = [
  ['scheduling', ['start'], ['scheduled']],
  ['sandbox', ['scheduled'], ['pulling', 'pulled']],
  ['application', ['started'], ['pod-answered']],
  ['readiness', ['started'], ['ready']],
  ['routing', ['endpoint-ready', 'pod-answered', 'answered'], ['answered']],
];

/** Two numbers of one measurement differ only by rounding. */
const roundingMs = 0.1;

/**
 * The phases on the runner's clock. One that is unknown, took no time, or does not lie between two instants of the
 * result has no span: nothing is drawn at a place that is not known.
 */
export function runnerSpans(iteration: IterationResult): Span[] {
  const instants = [{ name: 'start', sinceStartMs: 0 }, ...runnerInstants(iteration)];
  const timesOf = (names: readonly string[]) =>
    instants.filter(({ name }) => names.includes(name)).map(({ sinceStartMs }) => sinceStartMs);
  return runnerPhases.flatMap(([phase, from, to]) => {
    const ms = iteration.phases[phaseKeys[phase]];
    if (ms === null || ms === 0) return [];
    const ends = timesOf(to);
    for (const fromMs of timesOf(from)) {
      const toMs = ends.find((end) => Math.abs(end - fromMs - ms) < roundingMs);
      if (toMs !== undefined) return [{ phase, fromMs, toMs }];
    }
    return [];
  });
}

type Stamped = Instant & { unixMs: number; container: string };

/** The phases of each container on the kubelet's clock, from its own stamps. Stamps of whole seconds make no span. */
export function kubeletSpans(iteration: IterationResult): Span[] {
  const pod = runnerInstants(iteration).find((each) => each.pod !== undefined)?.pod;
  const stamps = iteration.instants
    .filter(
      (each): each is Stamped =>
        each.clock === 'kubelet' && each.unixMs !== undefined && each.container !== undefined,
    )
    .filter((each) => each.resolutionMs < 1000 && each.pod === pod);
  const containers = Map.groupBy(stamps, ({ container }) => container);
  return [...containers].flatMap(([container, own]) => {
    const at = (name: string) => own.find((each) => each.name === name)?.unixMs;
    return [
      ...spanOf('image-pull', container, at('pulling'), at('pulled')),
      ...spanOf('container-start', container, at('pulled'), at('started')),
      ...initSpan(iteration, stamps, container),
    ];
  });
}

function spanOf(phase: PhaseName, container: string, fromMs?: number, toMs?: number): Span[] {
  if (fromMs === undefined || toMs === undefined || toMs <= fromMs) return [];
  return [{ phase, container, fromMs, toMs }];
}

/**
 * From the start of an init container to the kubelet's next step. The result does not say which containers are init
 * containers; with a single one, the duration of the phase does.
 */
function initSpan({ phases }: IterationResult, stamps: readonly Stamped[], container: string): Span[] {
  const ms = phases.initContainersMs;
  const started = stamps.find((each) => each.container === container && each.name === 'started')?.unixMs;
  if (ms === null || ms === 0 || started === undefined) return [];
  const next = stamps.find(
    ({ name, unixMs }) =>
      (name === 'pulling' || name === 'pulled') && Math.abs(unixMs - started - ms) < roundingMs,
  );
  return spanOf('init-containers', container, started, next?.unixMs);
}
