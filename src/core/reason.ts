import { formatDurationMs } from './duration.ts';
import { checkAt, type Levels } from './interim-checks.ts';
import { fleetMeasures, healingMeasures, quantileOf, type Objective } from './objective.ts';
import { allowedOver } from './quantile.ts';
import type { Evidence } from './result.ts';
import {
  levelsFor,
  unknownShare,
  valuesAtCheck,
  valuesAtMost,
  type Rules,
  type ObjectiveState,
} from './objective-state.ts';

/** The reason for the verdict on an objective: counts first, then how likely they are by chance. */
export function reasonOf(
  objective: Objective,
  evidence: Evidence,
  rules: Rules,
  standing: ObjectiveState,
): string {
  const q = quantileOf(objective.statistic);
  const count = evidence.n + evidence.unknown;
  const noun = nounOf(objective, rules);
  const over = exceeded(evidence, noun, objective.limitMs);
  const iterations = rules.clusters ?? count;
  const repeated = rules.clusters === undefined ? noun : 'iteration';
  const levels = levelsFor(rules, q);
  switch (standing.because) {
    case 'within':
      return `${confirmed(iterations, repeated, rules)}${over}; ${allowed(evidence, q, rules)}`;
    case 'proven':
      return `${over}; a service that misses the SLO would do so in ${percent(evidence.pMet)} of runs (at most ${percent(levels.met)} required)`;
    case 'none-seen':
      return `${over}; a maximum is judged by what was seen, it cannot be proven`;
    case 'breach':
      return `${over}; none may`;
    case 'hopeless':
      return `${over}; even ${hopeless(count, q, rules, noun)}. ${chance(evidence, rules)}`;
    case 'evidence':
      return `${over}. ${chance(evidence, rules)} (at most ${percent(levels.violated)} required)`;
    case 'none-answered':
      return noneAnswered(q, rules.unanswered ?? count);
    case 'end':
      return `${confirmed(iterations, repeated, rules)}${over}; ${allowed(evidence, q, rules)}. ${chance(evidence, rules)}`;
    case 'waiting':
      return `stopped after ${iterations} of ${checkAt(rules, iterations)} ${repeated}s: ${over}`;
    case 'beyond':
      return `${over}; ${allowed(evidence, q, rules)}; not confirmed yet`;
    case 'unproven':
      return unproven(over, evidence, levels);
    case 'empty':
      return count === 0 ? 'no iteration was judged' : `none of ${count} values is known`;
    case 'unknown':
      return `${evidence.unknown} of ${count} values are unknown; at most ${percent(unknownShare)} may be`;
  }
}

/** What one value is of. */
function nounOf({ measure }: Objective, { clusters }: Rules): string {
  if (clusters !== undefined) return 'pod';
  const aboutSeveral: readonly string[] = [...healingMeasures, ...fleetMeasures];
  return aboutSeveral.includes(measure) ? 'iteration' : 'start';
}

/** `4 of 33 starts exceeded 30 s`, `no start of 20 exceeded 30 s`. */
function exceeded({ over, n }: Evidence, noun: string, limitMs: number): string {
  const limit = formatDurationMs(limitMs);
  return over === 0
    ? `no ${noun} of ${n} exceeded ${limit}`
    : `${over} of ${n} ${noun}${n === 1 ? '' : 's'} exceeded ${limit}`;
}

/** Says so if there was more than the first check. */
function confirmed(count: number, noun: string, rules: Rules): string {
  return count > checkAt(rules, 1) ? `confirmed with ${count} ${noun}s: ` : '';
}

function allowed({ n, unknown }: Evidence, q: number, rules: Rules): string {
  const count = n + unknown;
  const look = valuesAtCheck(rules, count);
  const most = allowedOver(look - unknown, q);
  return `${most === 0 ? 'none' : `at most ${most}`}${look > count ? ` of ${look}` : ''} may`;
}

function hopeless(count: number, q: number, rules: Rules, noun: string): string {
  const most = valuesAtMost(rules, count);
  const may = allowedOver(most, q);
  return `${most} ${noun}s may have ${may === 0 ? 'none' : `only ${may}`}`;
}

function chance({ pViolated }: Evidence, { clusters }: Rules): string {
  return clusters === undefined
    ? `If the SLO held, a run this bad would happen ${percent(pViolated)} of the time`
    : 'Pods that start together depend on each other, so no chance is given';
}

function noneAnswered(q: number, starts: number): string {
  const often = percent((1 - q) ** starts);
  return `none of ${starts} starts answered, warm-ups included. If the SLO held, that would happen ${often} of the time`;
}

function unproven(over: string, { over: count, pMet, pViolated }: Evidence, levels: Levels): string {
  const missing = `in ${percent(pMet)} of runs of a service that misses the SLO (rule proven requires at most ${percent(levels.met)})`;
  if (count === 0) return `${over}, but that would also happen ${missing}`;
  return `${over}. That would happen ${missing}, and in ${percent(pViolated)} of runs of one that keeps it (at most ${percent(levels.violated)})`;
}

/** Two significant digits: `3.7%`, `0.34%`, `under 0.01%`. */
function percent(probability: number | null): string {
  const inHundred = (probability ?? 1) * 100;
  return inHundred < 0.01 ? 'under 0.01%' : `${Number(inHundred.toPrecision(2))}%`;
}
