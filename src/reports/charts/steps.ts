import type { Instant, IterationResult } from '../../core/result.ts';

/**
 * Steps of a start as the runner saw them, one after the other. They differ from the phases, which overlap and of which
 * some are the kubelet's; here only instants of the clock `runner` are used, so that they share an axis.
 */
export const stepNames = ['scheduling', 'sandbox', 'image', 'containers', 'answer'] as const;
export type StepName = (typeof stepNames)[number];

/** A stretch of time; unseen: more than one step, since the instants between them are not known. */
export interface Segment {
  step: StepName | 'unseen';
  fromMs: number;
  toMs: number;
}

export interface Row {
  index: number;
  warmup: boolean;
  /** Invalid: what was seen is drawn, and does not count. */
  end: 'answered' | 'never' | 'invalid';
  segments: Segment[];
  readyMs: number | null;
  /** The last thing that was seen. */
  endMs: number;
}

/** An instant of the runner's clock, with the time since the first create request. */
export type RunnerInstant = Instant & { sinceStartMs: number };

/** The instants of the runner's clock in the order of time: of the iteration, and of the pod that became Ready last. */
export function runnerInstants({ instants }: Pick<IterationResult, 'instants'>): RunnerInstant[] {
  const onRunner = instants.filter(
    (each): each is RunnerInstant => each.clock === 'runner' && each.sinceStartMs !== undefined,
  );
  const sorted = onRunner.toSorted((a, b) => a.sinceStartMs - b.sinceStartMs);
  const pod = (sorted.findLast(({ name }) => name === 'ready') ?? sorted.findLast((each) => each.pod))?.pod;
  return sorted.filter((each) => each.pod === undefined || each.pod === pod);
}

/** The steps of an iteration. */
export function rowOf(iteration: IterationResult): Row {
  const { index, warmup, outcome, readyMs } = iteration;
  const segments = segmentsOf(iteration);
  const end = outcome === 'timed-out' || outcome === 'failed' ? 'never' : outcome;
  const endMs = Math.max(0, readyMs ?? 0, ...segments.map(({ toMs }) => toMs));
  return { index, warmup, end, segments, readyMs, endMs };
}

function segmentsOf(iteration: IterationResult): Segment[] {
  const ends = endsOf(iteration);
  const segments: Segment[] = [];
  let fromMs = 0;
  let missed = false;
  for (const step of stepNames) {
    const endMs = ends[step];
    if (endMs === null) {
      missed = true;
      continue;
    }
    // Events may arrive after what they announce.
    const toMs = Math.max(fromMs, Math.min(endMs, ends.answer ?? endMs));
    segments.push({ step: missed ? 'unseen' : step, fromMs, toMs });
    fromMs = toMs;
    missed = false;
  }
  return segments;
}

/** When each step was over, as far as it was seen. */
function endsOf(iteration: IterationResult): Record<StepName, number | null> {
  const instants = runnerInstants(iteration);
  const first = (...names: string[]) =>
    instants.find(({ name }) => names.includes(name))?.sinceStartMs ?? null;
  const last = (name: string) => instants.findLast((each) => each.name === name)?.sinceStartMs ?? null;
  return {
    scheduling: first('scheduled'),
    sandbox: first('pulling', 'pulled'),
    image: last('pulled'),
    containers: last('started'),
    answer: iteration.outcome === 'timed-out' || iteration.outcome === 'failed' ? null : iteration.totalMs,
  };
}
