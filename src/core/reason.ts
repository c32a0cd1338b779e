import { formatDurationMs } from './duration.ts';
import { lookAt } from './looks.ts';
import { quantileOf, type Objective } from './objective.ts';
import { allowedOver } from './quantile.ts';
import type { Evidence } from './result.ts';
import {
  levelsFor,
  unknownShare,
  valuesAtLook,
  valuesAtMost,
  type Rules,
  type Standing,
} from './standing.ts';

/** Why an objective stands where it does, in a short sentence that repeats the numbers it rests on. */
export function reasonOf(objective: Objective, evidence: Evidence, rules: Rules, standing: Standing): string {
  const q = quantileOf(objective.statistic);
  const count = evidence.n + evidence.unknown;
  const over = `${number(evidence.over)} of ${evidence.n}${what(rules)} over ${formatDurationMs(objective.limitMs)}`;
  const iterations = rules.clusters ?? count;
  const levels = levelsFor(rules, q);
  switch (standing.because) {
    case 'within':
      return `${confirmed(iterations, rules)}${over}; ${allowed(evidence, q, rules)}`;
    case 'proven':
      return `${over}; the chance of that if the SLO did not hold: ${percent(evidence.pMet)} (${percent(levels.met)} asked for)`;
    case 'none-seen':
      return `${over}; a maximum is judged by what was seen, it cannot be proven`;
    case 'breach':
      return `${over}; none allowed`;
    case 'hopeless':
      return `${over}; ${number(allowedOver(valuesAtMost(rules, count), q))} allowed even of ${valuesAtMost(rules, count)}; ${chance(evidence, rules)}`;
    case 'evidence':
      return `${over}; the chance of that if the SLO held: ${percent(evidence.pViolated)} (${percent(levels.violated)} is enough)`;
    case 'none-answered':
      return `none of ${rules.unanswered ?? count} starts answered, warm-ups included; if the SLO held, that would happen ${percent((1 - q) ** (rules.unanswered ?? count))} of the time`;
    case 'end':
      return `${confirmed(iterations, rules)}${over}; ${allowed(evidence, q, rules)}; ${chance(evidence, rules)}`;
    case 'waiting':
      return `stopped at ${iterations} of ${lookAt(rules, iterations)} iterations: ${over}`;
    case 'beyond':
      return `${over}; ${allowed(evidence, q, rules)}; not confirmed yet`;
    case 'unproven':
      return `${over}: the chance of that is ${percent(evidence.pMet)} if the SLO did not hold (${percent(levels.met)} asked for) and ${percent(evidence.pViolated)} if it did (${percent(levels.violated)} asked for)`;
    case 'empty':
      return count === 0 ? 'no iteration was judged' : `none of ${count} values is known`;
    case 'unknown':
      return `${evidence.unknown} of ${count} values are unknown; at most ${percent(unknownShare)} may be`;
  }
}

/** Says so where there was more than the one look that was asked for. */
function confirmed(count: number, rules: Rules): string {
  return count > lookAt(rules, 1) ? `confirmed over ${count} iterations: ` : '';
}

function allowed({ n, unknown }: Evidence, q: number, rules: Rules): string {
  const count = n + unknown;
  const look = valuesAtLook(rules, count);
  const most = allowedOver(look - unknown, q);
  return `${number(most)} allowed${look > count ? ` of ${look}` : ''}`;
}

/** Of one iteration there is one value, unless it is about several pods. */
function what({ clusters }: Rules): string {
  return clusters === undefined ? '' : ' pods';
}

function chance({ pViolated }: Evidence, { clusters }: Rules): string {
  return clusters === undefined
    ? `the chance of that if the SLO held: ${percent(pViolated)}`
    : 'pods that start together depend on each other, so no chance is given';
}

function number(count: number): string {
  return count === 0 ? 'none' : String(count);
}

/** Two significant digits: `3.7 %`, `0.34 %`, `under 0.01 %`. */
function percent(probability: number | null): string {
  const inHundred = (probability ?? 1) * 100;
  return inHundred < 0.01 ? 'under 0.01 %' : `${Number(inHundred.toPrecision(2))} %`;
}
