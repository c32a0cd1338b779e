import { mean, min, sampleStandardDeviation } from 'simple-statistics';
import { judgedOf, knownOf, measuresOf, type Judgeable, type Measured } from './measure.ts';
import type { MeasureName } from './objective.ts';
import { isAvailable } from './experiments/new-pods/available.ts';
import { phaseNames, type PhaseName } from './phases.ts';
import { ascending, nearestRank } from './quantile.ts';
import type { Distribution, HealingSummary, Outcome, ScenarioResult, Summary } from './result.ts';

/** Statistics of the totals, and how many iterations ended in which way. Warm-ups are in none of the numbers. */
export function summarize(iterations: readonly Judgeable[]): Summary {
  const distribution = distributionOf(measuresOf(iterations, 'total'));
  return {
    ...distribution,
    // A total that is missing from an answered iteration is unknown, yet the iteration took place.
    count: judgedOf(iterations).length,
    timedOut: countOf(iterations, 'timed-out'),
    failed: countOf(iterations, 'failed'),
    invalid: countOf(iterations, 'invalid'),
  };
}

/** Statistics of `ready`. */
export function readyDistribution(iterations: readonly Judgeable[]): Distribution {
  return distributionOf(measuresOf(iterations, 'ready'));
}

/** Statistics of `sli`; nothing where no iteration knows it or a bound of it. */
export function sliSummary(iterations: readonly Judgeable[]): Pick<ScenarioResult, 'sli'> {
  const isKnown = judgedOf(iterations).some(({ sliMs, sliAtMostMs }) => (sliMs ?? sliAtMostMs) !== null);
  return isKnown ? { sli: distributionOf(measuresOf(iterations, 'sli')) } : {};
}

/** What clients saw while a workload healed. */
export function outageSummary(
  iterations: readonly Judgeable[],
): Pick<HealingSummary, 'outage' | 'probes' | 'failedProbes'> {
  const records = judgedOf(iterations).flatMap(({ healing }) => healing ?? []);
  return {
    outage: distributionOf(measuresOf(iterations, 'outage')),
    probes: records.reduce((sum, { probes }) => sum + probes, 0),
    failedProbes: records.reduce((sum, { failedProbes }) => sum + failedProbes, 0),
  };
}

/** Statistics of every phase that is known at least once, by its name as in objectives: `image-pull`. */
export function phaseDistributions(
  iterations: readonly Judgeable[],
): Partial<Record<PhaseName, Distribution>> {
  const distributions = phaseNames.map((phase) => [phase, measuresOf(iterations, phase)] as const);
  return Object.fromEntries(
    distributions
      .filter(([, values]) => knownOf(values).some(Number.isFinite))
      .map(([phase, values]) => [phase, distributionOf(values)]),
  );
}

/** Statistics of several new pods at once; nothing where no iteration was about that. */
export function fleetSummary(iterations: readonly Judgeable[]): Pick<ScenarioResult, 'fleet'> {
  const fleets = judgedOf(iterations).flatMap(({ fleet }) => fleet ?? []);
  if (fleets.length === 0) return {};
  const of = (measure: MeasureName): Distribution => distributionOf(measuresOf(iterations, measure));
  return {
    fleet: {
      podsAsked: fleets.reduce((sum, { from, to }) => sum + to - from, 0),
      podsAvailable: fleets.flatMap(({ pods }) => pods).filter(isAvailable).length,
      first: of('first'),
      half: of('half'),
      all: of('all'),
      perPod: of('per-pod'),
    },
  };
}

/**
 * Statistics of values in milliseconds; unknown ones are left out and not counted. +∞ takes part in the quantiles,
 * where it comes out as null, and not in the least, the mean and the sample standard deviation.
 */
export function distributionOf(values: readonly Measured[]): Distribution {
  const sorted = ascending(knownOf(values));
  const reached = sorted.filter(Number.isFinite);
  const at = (q: number) => finiteOrNull(nearestRank(sorted, q));
  return {
    count: sorted.length,
    minMs: reached.length > 0 ? min(reached) : null,
    meanMs: reached.length > 0 ? mean(reached) : null,
    p50Ms: at(0.5),
    p90Ms: at(0.9),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    maxMs: at(1),
    stddevMs: reached.length > 1 ? sampleStandardDeviation(reached) : null,
  };
}

/** A time as results hold it: null where it is +∞ or there is none. */
export function finiteOrNull(value: number | null | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function countOf(iterations: readonly Judgeable[], outcome: Outcome): number {
  return iterations.filter((iteration) => !iteration.warmup && iteration.outcome === outcome).length;
}
