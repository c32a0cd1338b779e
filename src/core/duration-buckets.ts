import type { MeasureName, Objective } from './objective.ts';

/** What of an objective decides about buckets. */
type Limit = Pick<Objective, 'measure' | 'limitMs'>;

/** Where starts usually lie. */
const usualStarts = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300];
const usualPhases = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** Factors of a limit: buckets are narrow near it, and the limit itself is a bound, so the share within it is exact. */
const around = [0.25, 0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 2, 4];

/** More buckets are more series, for every scenario and phase. */
const mostBuckets = 40;

/** Upper bounds in seconds of the buckets for a start or for Ready. */
export function startBuckets(limits: readonly Limit[], measure: 'total' | 'ready'): number[] {
  // A limit of the total is a mark for Ready too.
  return bucketsAround(usualStarts, limits, (about) => about === measure || about === 'total');
}

/** The same for Kubernetes' own SLI. */
export function sliBuckets(limits: readonly Limit[]): number[] {
  return bucketsAround(usualPhases, limits, (about) => about === 'sli');
}

/** The same for phases. */
export function phaseBuckets(limits: readonly Limit[]): number[] {
  return bucketsAround(usualPhases, limits, (about) => !['total', 'ready', 'sli'].includes(about));
}

function bucketsAround(
  usual: readonly number[],
  limits: readonly Limit[],
  concerns: (measure: MeasureName) => boolean,
): number[] {
  const chosen = limits.filter(({ measure }) => concerns(measure));
  const exact = chosen.map(({ limitMs }) => limitMs / 1000);
  const near = exact.flatMap((limit) => around.map((factor) => rounded(limit * factor)));
  const all = [...new Set([...exact, ...near, ...usual])].slice(0, mostBuckets);
  return all.sort((a, b) => a - b);
}

/** Bounds appear as text in every series. */
function rounded(seconds: number): number {
  return Number(seconds.toPrecision(3));
}
