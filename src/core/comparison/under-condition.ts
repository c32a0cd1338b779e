import { judgedOf, measureOf } from '../measure.ts';
import type { ScenarioResult } from '../result.ts';
import { logOf } from './pairs.ts';
import { twoSamples } from './rank-interval.ts';

/** Judged starts that each of the two needs before a difference is told. */
export const fewestToTell = 10;

/** How the times under a condition differ from those without it. Told, and never judged. */
export interface UnderCondition {
  /** Between the medians; null where one of them was never reached. */
  differenceMs: number | null;
  /** How many times as long, with its 95% interval. */
  ratio: number;
  interval: readonly [number, number];
}

/** Scenarios as they are, by what they are called under any condition; null where several have the name. */
export type Plains = Map<string, ScenarioResult | null>;

/** Adds a scenario where it is one as it is. */
export function addPlain(plains: Plains, scenario: ScenarioResult): void {
  const { condition } = scenario;
  if (condition?.kind !== 'as-is') return;
  plains.set(condition.of, plains.has(condition.of) ? null : scenario);
}

export function plainsOf(scenarios: readonly ScenarioResult[]): Plains {
  const plains: Plains = new Map();
  for (const scenario of scenarios) addPlain(plains, scenario);
  return plains;
}

/** The scenario as it is, of the one that is under a condition; null where it is that, or which it is cannot be told. */
export function plainOf({ condition }: ScenarioResult, plains: Plains): ScenarioResult | null {
  if (condition === null || condition.kind === 'as-is') return null;
  return plains.get(condition.of) ?? null;
}

/**
 * The difference between two scenarios that had their turns in the same rounds, by ranks; null where it is not known:
 * with too few starts, or where so many never answered that the interval has no end.
 */
export function underCondition(plain: ScenarioResult, scenario: ScenarioResult): UnderCondition | null {
  const [before, now] = [logsOf(plain), logsOf(scenario)];
  if (Math.min(before.length, now.length) < fewestToTell) return null;
  const { estimate, low, high } = twoSamples(now, before);
  if (![estimate, low, high].every(Number.isFinite)) return null;
  const [from, to] = [plain.summary.p50Ms, scenario.summary.p50Ms];
  return {
    differenceMs: from === null || to === null ? null : to - from,
    ratio: Math.exp(estimate),
    interval: [Math.exp(low), Math.exp(high)],
  };
}

/** Whether chance alone would hardly explain it. */
export function isShown({ interval: [low, high] }: UnderCondition): boolean {
  return low > 1 || high < 1;
}

function logsOf({ iterations }: ScenarioResult): number[] {
  const logs = judgedOf(iterations).map((each) => logOf(measureOf(each, 'total')));
  return logs.filter((log) => !Number.isNaN(log));
}
