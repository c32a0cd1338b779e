import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import {
  addPlain,
  isShown,
  plainOf,
  plainsOf,
  underCondition,
  type Plains,
} from '../../core/comparison/under-condition.ts';
import { conditionText } from '../../core/condition.ts';
import type { Result, ScenarioResult } from '../../core/result.ts';
import { signedTime } from '../wording/comparison.ts';
import { beyondOf, formatQuantile } from '../wording/time.ts';

/** A scenario among others, as every report shows it. */
export interface SideBySide {
  scenario: ScenarioResult;
  /** What it is under, where the plain one stands right above it or among those that do: `busy node`. */
  under: string | null;
  /** p50, p95 and max of the time to the first answer, and the p50 of the time to Ready. */
  times: readonly [string, string, string, string];
  /** `2 timed out, 1 failed`; empty where all answered. */
  unanswered: string;
  unansweredCount: number;
  /** Beside the scenario as it is: `+1.20 s, 1.6 × (1.4 to 1.8 ×)`; empty where nothing can be told. */
  difference: string;
}

/** The scenarios that were asked for; none where there is only one to show. */
export function sideBySide(result: Pick<Result, 'scenarios'>): SideBySide[] {
  const scenarios = ownScenarios(result);
  if (scenarios.length < 2) return [];
  const plains = plainsOf(scenarios);
  const unders = underTexts(scenarios);
  return scenarios.map((scenario, index) => ({
    scenario,
    under: unders[index] ?? null,
    times: timesOf(scenario),
    ...unansweredOf(scenario),
    difference: differenceOf(scenario, plains),
  }));
}

/** One pass, whatever the number of scenarios: a file from elsewhere may hold ten thousands. */
function underTexts(scenarios: readonly ScenarioResult[]): (string | null)[] {
  const above: Plains = new Map();
  /** Those of one name that stand together last. */
  let together = new Set<ScenarioResult>();
  let name: string | undefined;
  return scenarios.map((scenario) => {
    const { condition } = scenario;
    if (condition?.of !== name) together = new Set();
    name = condition?.of;
    const plain = plainOf(scenario, above);
    addPlain(above, scenario);
    const stands = condition !== null && plain !== null && together.has(plain);
    together.add(scenario);
    return stands ? conditionText(condition.kind) : null;
  });
}

function timesOf({ summary, ready, timeoutMs }: ScenarioResult): SideBySide['times'] {
  const never = beyondOf(summary, timeoutMs).value;
  const say = (ms: number | null, count: number): string => formatQuantile(ms, count, never);
  const { count } = summary;
  return [
    say(summary.p50Ms, count),
    say(summary.p95Ms, count),
    say(summary.maxMs, count),
    say(ready.p50Ms, ready.count),
  ];
}

function unansweredOf({ summary }: ScenarioResult): Pick<SideBySide, 'unanswered' | 'unansweredCount'> {
  const { timedOut, failed } = summary;
  const counts = [timedOut > 0 ? `${timedOut} timed out` : '', failed > 0 ? `${failed} failed` : ''];
  return {
    unanswered: counts.filter((count) => count !== '').join(', '),
    unansweredCount: timedOut + failed,
  };
}

function differenceOf(scenario: ScenarioResult, plains: Plains): string {
  const plain = plainOf(scenario, plains);
  const difference = plain === null ? null : underCondition(plain, scenario);
  if (difference === null) return '';
  const { differenceMs, ratio, interval } = difference;
  const range = `${timesAsLong(interval[0])} to ${timesAsLong(interval[1])} ×`;
  if (!isShown(difference)) return `no difference shown (${range})`;
  const time = differenceMs === null ? [] : [signedTime(differenceMs)];
  return [...time, `${timesAsLong(ratio)} × (${range})`].join(', ');
}

/** Two digits are as fine as it is known. */
function timesAsLong(ratio: number): string {
  return ratio < 9.95 ? String(Number(ratio.toPrecision(2))) : String(Math.round(ratio));
}
