import { isWithin } from './binomial.ts';
import { isAvailable } from './experiments/new-pods/available.ts';
import { judgedOf, type Judgeable } from './measure.ts';

/** Starts without any answer, one after the other, after which a run stops: warm-ups count, invalid ones do not. */
export const fewestUnanswered = 3;

/** So many of them have to be judged ones: a warm-up alone decides nothing. */
export const fewestJudged = 2;

/**
 * How small the chance of so many in a row has to be if the objective held: 0.05³ = 0.0125% for p95, 0.1% for p90. A
 * p50 allows half of the starts to be slow, so it takes ten. docs/judging.md says what that adds to the error rates.
 */
export const unansweredLevel = 0.001;

/** What has to be known of an iteration. */
type Seen = Pick<Judgeable, 'warmup' | 'outcome' | 'healing' | 'fleet'>;

/**
 * How many starts there were, warm-ups included, where none of them ever answered; null where one has, or where there
 * are too few to say so.
 */
export function unansweredInARow(iterations: readonly Judgeable[]): number | null {
  // Asked after every iteration: nearly always the first one says no.
  if (iterations.some(({ outcome }) => outcome === 'answered')) return null;
  const ended = iterations.filter(({ outcome }) => outcome !== 'invalid');
  if (ended.length < fewestUnanswered || judgedOf(iterations).length < fewestJudged) return null;
  return ended.every(neverAnswered) ? ended.length : null;
}

/** Whether nothing answered at all: of several pods not one, and no client of a workload that was to heal. */
export function neverAnswered({ outcome, healing, fleet }: Seen): boolean {
  if (outcome !== 'timed-out' && outcome !== 'failed') return false;
  if (healing !== undefined) return healing.probes === healing.failedProbes;
  return !(fleet?.pods ?? []).some(isAvailable);
}

/** Whether so many in a row are no chance for an objective on quantile q. */
export function isNoChance(unanswered: number, q: number): boolean {
  return isWithin((1 - q) ** unanswered, unansweredLevel);
}
