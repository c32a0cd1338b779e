import type { Cause } from '../causes.ts';
import { checkAt } from '../interim-checks.ts';
import { judgedOf } from '../measure.ts';
import { parseObjective } from '../objective.ts';
import { quantile } from '../quantile.ts';
import type { ObjectiveResult, ScenarioResult, StopReason } from '../result.ts';
import {
  fleetSummary,
  outageSummary,
  phaseDistributions,
  readyDistribution,
  sliSummary,
  summarize,
} from '../summary.ts';
import { judgeScenario, type Judged, type Judgement } from '../verdict.ts';
import { isBegun } from './check.ts';
import { isWhole, type Group, type Shard } from './groups.ts';

/** A scenario alone keeps its verdict; the shards of one are judged together. */
export function mergedScenario({ title, shards }: Group): ScenarioResult {
  const [first, ...others] = shards;
  const scenario = others.length === 0 ? first.scenario : pooled(shards);
  const left = shards.filter(({ source }) => !isWhole(source.result)).length;
  const named = { ...scenario, name: title };
  return left === 0 ? named : { ...named, ...doubted(scenario, left, shards.length) };
}

/**
 * All iterations of the shards, looked at once: nothing more will come, so beyond the limit is violated. Starts that a
 * shard was to make for its next look and did not make are missing from that look, as in a run that was cut short: met
 * needs that it would be met if all of them were too slow, violated that it would be if all of them were fast.
 */
function pooled(shards: Group['shards']): ScenarioResult {
  const { scenario } = shards.find((shard) => isBegun(shard.scenario)) ?? shards[0];
  const iterations = shards
    .flatMap((shard) => shard.scenario.iterations)
    .map((iteration, at) => ({ ...iteration, index: at + 1 }));
  const aim = shards.reduce((sum, shard) => sum + aimOf(shard.scenario), 0);
  const schedule = { iterations: aim, maxIterations: aim };
  const objectives = scenario.objectives.flatMap(({ expression }) => {
    const objective = parseObjective(expression);
    return 'problem' in objective ? [] : [objective];
  });
  return {
    ...scenario,
    schedule,
    stoppedBecause: stopOf(shards),
    iterations,
    summary: summarize(iterations),
    ready: readyDistribution(iterations),
    ...sliSummary(iterations),
    ...(scenario.healing === undefined
      ? {}
      : { healing: { ...scenario.healing, ...outageSummary(iterations) } }),
    phases: phaseDistributions(iterations),
    ...fleetSummary(iterations),
    ...judge(
      { rule: scenario.rule, objectives, ...schedule, keepGoing: !shards.some(stoppedUnanswered) },
      iterations,
      scenario,
    ),
    causes: causesOf(shards),
  };
}

/** Objectives that are not known are not met. */
function judge(rules: Judged, iterations: ScenarioResult['iterations'], scenario: ScenarioResult): Judgement {
  return isBegun(scenario) ? judgeScenario(rules, iterations) : { verdict: 'inconclusive', objectives: [] };
}

/** Whether it stopped since nothing ever answered; shards that went on were to do so. */
function stoppedUnanswered({ scenario }: Shard): boolean {
  return scenario.stoppedBecause === 'none-answered';
}

const ended: readonly StopReason[] = ['complete', 'settled', 'max-iterations', 'none-answered'];

/** The judged iterations at the look that a scenario was at, or on its way to. */
function aimOf({ schedule, stoppedBecause, iterations }: ScenarioResult): number {
  const judged = judgedOf(iterations).length;
  return Math.max(judged, checkAt(schedule, ended.includes(stoppedBecause) ? judged : judged + 1));
}

/** What ended some of them early counts for all. */
const early: readonly StopReason[] = ['error', 'interrupted', 'running', 'max-duration', 'too-many-invalid'];

function stopOf(shards: readonly Shard[]): StopReason {
  const reasons = shards.map(({ scenario }) => scenario.stoppedBecause);
  return (
    early.find((reason) => reasons.includes(reason)) ??
    (reasons.every((reason) => reason === 'none-answered') ? 'none-answered' : 'complete')
  );
}

/** The causes that any shard shows, each with the median of what they say it would save. */
function causesOf(shards: readonly Shard[]): Cause[] {
  const all = shards.flatMap(({ scenario }) => scenario.causes);
  const names = [...new Set(all.map(({ name }) => name))];
  const causes = names.flatMap((name) => {
    const alike = all.filter((cause) => cause.name === name);
    const savings = alike.flatMap(({ savesMs }) => savesMs ?? []);
    return alike.slice(0, 1).map((cause) => ({ ...cause, savesMs: quantile(savings, 0.5) }));
  });
  return causes.sort((a, b) => (b.savesMs ?? 0) - (a.savesMs ?? 0));
}

/** A run that did not end may have met what would have tipped it: nothing of it is met. Violated stays violated. */
function doubted({ verdict, objectives }: ScenarioResult, left: number, of: number): Judgement {
  const why = of === 1 ? 'the run did not end' : `${left} of ${of} shards did not end`;
  const doubt = (objective: ObjectiveResult): ObjectiveResult =>
    objective.verdict === 'met'
      ? { ...objective, verdict: 'inconclusive', passed: null, reason: `${why}; ${objective.reason ?? ''}` }
      : objective;
  return { verdict: verdict === 'met' ? 'inconclusive' : verdict, objectives: objectives.map(doubt) };
}
