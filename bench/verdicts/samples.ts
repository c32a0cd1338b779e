import { seededRandom } from '../../src/core/random.ts';

/** What the starts of a service are like. */
export interface Service {
  /** Coefficient of variation of the starts of one run. */
  spread: number;
  /** Share of the starts that take three times as long. */
  outliers: number;
}

/** By how much the times of whole runs differ, all starts of a run alike: coefficient of variation. */
export const drift = 0.05;
const outlierFactor = 3;

/** The most starts that any rule takes of a run. */
export const mostStarts = 180;

/** Chance as it came, before it is given a spread and a slowdown: the same for all services and all rules. */
interface Draws {
  deviates: Float64Array;
  uniforms: Float64Array;
  drift: number;
}

/** Two runs of a build: that of the base branch, some time ago, and the one to be judged. */
export interface Build {
  /** On another day, with a drift of its own. */
  earlier: Draws;
  candidate: Draws;
  /** Beside the candidate in the same run, with the same drift. */
  baseline: Draws;
}

/** So many builds, the same for the same seed. */
export function makeBuilds(count: number, seed: number): Build[] {
  const random = seededRandom(seed);
  const draws = (shared: number | null): Draws => ({
    drift: shared ?? normal(random),
    deviates: Float64Array.from({ length: mostStarts }, () => normal(random)),
    uniforms: Float64Array.from({ length: mostStarts }, random),
  });
  return Array.from({ length: count }, () => {
    const candidate = draws(null);
    return { earlier: draws(null), candidate, baseline: draws(candidate.drift) };
  });
}

/** Times of the starts, of which the median is `factor` without drift. */
export function timesOf(
  { deviates, uniforms, drift: drifted }: Draws,
  { spread, outliers }: Service,
  factor: number,
): number[] {
  const [sigma, runSigma] = [sigmaOf(spread), sigmaOf(drift)];
  return Array.from(deviates, (deviate, index) => {
    const slow = (uniforms[index] ?? 1) < outliers ? outlierFactor : 1;
    return factor * Math.exp(sigma * deviate + runSigma * drifted) * slow;
  });
}

/** Of a log-normal distribution with a coefficient of variation. */
export function sigmaOf(variation: number): number {
  return Math.sqrt(Math.log1p(variation ** 2));
}

/** What a limit is set by: the true quantile of a service, by very many starts without drift. */
export function trueTimes(service: Service): number[] {
  const random = seededRandom(1);
  const sigma = sigmaOf(service.spread);
  return Array.from({ length: 100_000 }, () => {
    const slow = random() < service.outliers ? outlierFactor : 1;
    return Math.exp(sigma * normal(random)) * slow;
  }).sort((a, b) => a - b);
}

/** Box and Muller, https://doi.org/10.1214/aoms/1177706645. */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
