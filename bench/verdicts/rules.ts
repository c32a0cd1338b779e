import { judgeStored } from '../../src/core/comparison/stored.ts';
import { nextDuetStep, judgeDuetScenario } from '../../src/core/comparison/duet-step.ts';
import type { Judgeable } from '../../src/core/measure.ts';
import { parseObjective } from '../../src/core/objective.ts';
import { phaseKeys, type Phases } from '../../src/core/phases.ts';
import { nearestRank } from '../../src/core/quantile.ts';
import { nextStep, type Judged } from '../../src/core/verdict.ts';
import { timesOf, trueTimes, type Build, type Service } from './samples.ts';

/** What a rule makes of a build: whether it fails it, and how many starts that took. */
export interface Outcome {
  fails: boolean;
  starts: number;
}

export interface Rule {
  name: string;
  /** How it fares with a service whose candidate takes so many times as long. */
  judge: (build: Build, service: Service, slowdown: number) => Outcome;
}

/** How much slower every rule allows a build to be: its limit lies so much above the truth of the baseline. */
export const allowed = 0.1;
const firstStarts = 20;
/** The median start, in the milliseconds that judging expects. */
const medianMs = 2000;

const noPhases = Object.fromEntries(Object.values(phaseKeys).map((key) => [key, null])) as Phases;

function startOf(time: number): Judgeable {
  const nothing = {
    phases: noPhases,
    sliMs: null,
    sliAtMostMs: null,
    applicationAtMostMs: null,
    watchGaps: 0,
    instants: [],
  };
  const totalMs = time * medianMs;
  return { warmup: false, outcome: 'answered', totalMs, readyMs: totalMs, ...nothing };
}

/** What does not change from build to build. */
const limits = new Map<Service, { p95: number; p99: number; mean: number }>();

function limitsOf(service: Service): { p95: number; p99: number; mean: number } {
  const known = limits.get(service);
  if (known !== undefined) return known;
  const times = trueTimes(service);
  const room = 1 + allowed;
  const found = {
    p95: room * (nearestRank(times, 0.95) ?? NaN),
    p99: room * (nearestRank(times, 0.99) ?? NaN),
    mean: room * meanOf(times),
  };
  limits.set(service, found);
  return found;
}

/** Objectives by themselves: p95 within its limit, by one of our rules. */
function byObjective(name: string, rules: Omit<Judged, 'objectives'>): Rule {
  return {
    name,
    judge(build, service, slowdown) {
      const limitMs = limitsOf(service).p95 * medianMs;
      const parsed = parseObjective('p95 <= 30s');
      if ('problem' in parsed) throw new Error(parsed.problem);
      const scenario: Judged = { ...rules, objectives: [{ ...parsed, limitMs }] };
      const supply = timesOf(build.candidate, service, slowdown).map(startOf);
      for (let starts = 1; ; starts++) {
        const step = nextStep(scenario, supply.slice(0, starts), { deadlineReached: false });
        if (step.kind === 'stop') return { fails: step.verdict === 'violated', starts };
      }
    },
  };
}

const duet: Rule = {
  name: 'duet',
  judge(build, service, slowdown) {
    const rules = {
      rule: 'observed' as const,
      objectives: [],
      iterations: firstStarts,
      maxIterations: 3 * firstStarts,
      maxRegression: allowed,
    };
    const candidate = timesOf(build.candidate, service, slowdown).map(startOf);
    const baseline = timesOf(build.baseline, service, 1).map(startOf);
    for (let pairs = 1; ; pairs++) {
      const sides = { candidate: candidate.slice(0, pairs), baseline: baseline.slice(0, pairs) };
      if (nextDuetStep(rules, sides, { deadlineReached: false }).kind === 'continue') continue;
      const { compared } = judgeDuetScenario(rules, sides);
      return { fails: compared.verdict === 'regression', starts: 2 * pairs };
    }
  },
};

/** Student's t of 97.5% with n − 1 degrees of freedom, for the pairs at each look. */
const studentsT: readonly (readonly [number, number])[] = [
  [20, 2.093],
  [30, 2.0452],
  [40, 2.0227],
  [50, 2.0096],
  [60, 2.001],
];

/** What the duet would be with an interval by Student's t: the same looks, the mean of the logarithms of the ratios. */
const duetByStudent: Rule = {
  name: 'a duet by Student’s t',
  judge(build, service, slowdown) {
    const candidate = timesOf(build.candidate, service, slowdown);
    const baseline = timesOf(build.baseline, service, 1);
    const ratios = candidate.map((time, index) => Math.log(time / (baseline[index] ?? NaN)));
    for (const [pairs, t] of studentsT) {
      const taken = ratios.slice(0, pairs);
      const mean = meanOf(taken);
      const variance = (meanOf(taken.map((ratio) => (ratio - mean) ** 2)) * pairs) / (pairs - 1);
      const reach = t * Math.sqrt(variance / pairs);
      if (mean - reach > Math.log1p(allowed)) return { fails: true, starts: 2 * pairs };
      if (mean + reach < Math.log1p(allowed)) return { fails: false, starts: 2 * pairs };
    }
    return { fails: false, starts: 6 * firstStarts };
  },
};

const stored: Rule = {
  name: 'stored baseline',
  judge(build, service, slowdown) {
    const { verdict } = judgeStored({
      baseline: timesOf(build.earlier, service, 1).slice(0, firstStarts).map(startOf),
      candidate: timesOf(build.candidate, service, slowdown).slice(0, firstStarts).map(startOf),
      differences: [],
      maxRegression: allowed,
    });
    return { fails: verdict === 'regression', starts: firstStarts };
  },
};

/** A rule about the first starts alone. */
function byFirst(
  name: string,
  fails: (times: readonly number[], service: Service, build: Build) => boolean,
): Rule {
  return {
    name,
    judge(build, service, slowdown) {
      const times = timesOf(build.candidate, service, slowdown).slice(0, firstStarts);
      return { fails: fails(times, service, build), starts: firstStarts };
    },
  };
}

/** A mean against that of the run before: https://github.com/benchmark-action/github-action-benchmark#alert-threshold-optional */
function byRatio(threshold: number): Rule {
  return byFirst(
    `github-action-benchmark, alert-threshold ${Math.round(threshold * 100)}%`,
    (times, service, build) => {
      const before = timesOf(build.earlier, service, 1).slice(0, firstStarts);
      return meanOf(times) > threshold * meanOf(before);
    },
  );
}

export const rules: readonly Rule[] = [
  duet,
  duetByStudent,
  stored,
  byObjective('objective p95, rule observed', { rule: 'observed', iterations: 20, maxIterations: 60 }),
  byObjective('objective p95, rule proven', { rule: 'proven', iterations: 20, maxIterations: 180 }),
  // https://grafana.com/docs/k6/latest/using-k6/thresholds/
  byFirst('k6, p(95) < limit', (times, service) => interpolated(times, 0.95) >= limitsOf(service).p95),
  // https://kube-burner.github.io/kube-burner/latest/measurements/#pod-latency-thresholds
  byFirst(
    'kube-burner, P99 threshold',
    (times, service) => interpolated(times, 0.99) > limitsOf(service).p99,
  ),
  byFirst('kube-burner, Avg threshold', (times, service) => meanOf(times) > limitsOf(service).mean),
  byRatio(1.1),
  byRatio(1.5),
  byRatio(2),
];

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Type 7 of Hyndman and Fan, which these tools use. */
function interpolated(times: readonly number[], q: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const [low = 0, high = low] = sorted.slice(below, below + 2);
  return low + (position - below) * (high - low);
}
