/**
 * How often each rule blocks a merge, by how many starts are really too slow.
 *
 * The chances are exact: nextStep depends on nothing but how many iterations there are and how many lie over the limit,
 * so it is asked once for every such state, and the chance of each state follows from the binomial distribution.
 */
import { probit } from 'simple-statistics';
import type { Judgeable } from '../src/core/measure.ts';
import { parseObjective, type Objective } from '../src/core/objective.ts';
import { phaseKeys, type Phases } from '../src/core/phases.ts';
import { seededRandom } from '../src/core/random.ts';
import { nextStep, type Judged, type NextStep } from '../src/core/verdict.ts';

/** Chances of each verdict and the mean number of iterations, for one true breach rate. */
export interface Outlook {
  met: number;
  violated: number;
  inconclusive: number;
  iterations: number;
}

const limitMs = 30_000;
const noPhases = Object.fromEntries(Object.values(phaseKeys).map((key) => [key, null])) as Phases;
export const within = answered(limitMs / 2);
export const over = answered(limitMs * 2);

export const observed: Judged = {
  rule: 'observed',
  iterations: 20,
  maxIterations: 60,
  objectives: [objective('p95 <= 30s')],
};
export const proven: Judged = { ...observed, rule: 'proven', maxIterations: 180 };
export const provenAtOnce: Judged = { ...proven, iterations: 180 };

export const observedRates = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3] as const;
export const provenRates = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3] as const;

/** The exact outlook for each true breach rate. */
export function outlooks(scenario: Judged, breachRates: readonly number[]): Outlook[] {
  const steps = new Map<number, NextStep>();
  const stepAt = (n: number, breaches: number): NextStep => {
    const state = n * (scenario.maxIterations + 1) + breaches;
    const step =
      steps.get(state) ?? ask(scenario, [...repeat(over, breaches), ...repeat(within, n - breaches)]);
    steps.set(state, step);
    return step;
  };
  return breachRates.map((rate) => outlook(scenario.maxIterations, rate, stepAt));
}

function outlook(last: number, rate: number, stepAt: (n: number, breaches: number) => NextStep): Outlook {
  const total: Outlook = { met: 0, violated: 0, inconclusive: 0, iterations: 0 };
  let chances = new Map([[0, 1]]);
  for (let n = 1; n <= last; n++) {
    const next = new Map<number, number>();
    for (const [breaches, chance] of chances) {
      add(next, breaches, chance * (1 - rate));
      add(next, breaches + 1, chance * rate);
    }
    for (const [breaches, chance] of next) {
      const step = stepAt(n, breaches);
      if (step.kind === 'continue') continue;
      total[step.verdict ?? 'inconclusive'] += chance;
      total.iterations += chance * n;
      next.delete(breaches);
    }
    chances = next;
  }
  return total;
}

/** The same by simulation: what nextStep does in `runs` runs of random order. */
export function simulate(scenario: Judged, rate: number, runs: number, seed: number): Outlook {
  const random = seededRandom(seed);
  const total: Outlook = { met: 0, violated: 0, inconclusive: 0, iterations: 0 };
  for (let run = 0; run < runs; run++) {
    const iterations: Judgeable[] = [];
    let step = ask(scenario, iterations);
    while (step.kind === 'continue') {
      iterations.push(random() < rate ? over : within);
      step = ask(scenario, iterations);
    }
    total[step.verdict ?? 'inconclusive'] += 1 / runs;
    total.iterations += iterations.length / runs;
  }
  return total;
}

/** How often "the interpolated p95 of 20 samples is over the limit" fails a build, for log-normal times. */
export function simulateNaiveGate(rate: number, runs: number, seed: number): number {
  const random = seededRandom(seed);
  const sigma = 0.15;
  const limit = Math.exp(sigma * probit(1 - rate));
  let failed = 0;
  for (let run = 0; run < runs; run++) {
    const times = repeat(0, 20).map(() => Math.exp(sigma * normal(random)));
    if (interpolatedP95(times) > limit) failed++;
  }
  return failed / runs;
}

export function ask(scenario: Judged, iterations: readonly Judgeable[]): NextStep {
  return nextStep(scenario, iterations, { deadlineReached: false });
}

function answered(totalMs: number): Judgeable {
  const nothing = {
    phases: noPhases,
    sliMs: null,
    sliAtMostMs: null,
    applicationAtMostMs: null,
    watchGaps: 0,
    instants: [],
  };
  return { warmup: false, outcome: 'answered', totalMs, readyMs: totalMs, ...nothing };
}

export function objective(text: string): Objective {
  const parsed = parseObjective(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
}

function add(chances: Map<number, number>, breaches: number, chance: number): void {
  chances.set(breaches, (chances.get(breaches) ?? 0) + chance);
}

export function repeat<T>(value: T, times: number): T[] {
  return new Array<T>(times).fill(value);
}

/** Box and Muller, https://doi.org/10.1214/aoms/1177706645. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Type 7 of Hyndman and Fan: what NumPy and Prometheus do. */
function interpolatedP95(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * 0.95;
  const below = Math.floor(position);
  const [low = 0, high = low] = sorted.slice(below, below + 2);
  return low + (position - below) * (high - low);
}
