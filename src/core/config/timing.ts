import { msOf, printDurationMs } from '../duration.ts';
import { parseObjective, type Objective } from '../objective.ts';
import { provenIterations, shortestTimeout } from '../options/judging.ts';
import { standard } from '../options/table.ts';
import type { Scenario } from '../plan.ts';
import { settlingWarnings } from '../settling.ts';
import type { ScenarioDraft } from './scenario-draft.ts';

const shortestTimeoutMs = msOf(shortestTimeout);

/** Objectives of a scenario; those that cannot be read are left out, since they were reported already. */
export function resolveObjectives(draft: ScenarioDraft): Objective[] {
  const objectives: Objective[] = [];
  for (const [index, text] of (draft.value.objectives ?? []).entries()) {
    const objective = parseObjective(text);
    if ('problem' in objective) continue;
    const { measure, statistic } = objective;
    const same = objectives.find((other) => other.measure === measure && other.statistic === statistic);
    if (same === undefined) objectives.push(objective);
    else
      draft.refuse(['objectives', index], {
        value: text,
        message: `the ${statistic} of ${measure} has an objective already: ${same.expression}`,
        fix: 'keep one of the two',
      });
  }
  return objectives;
}

/** When an iteration without an answer ends. */
export function resolveTimeoutMs(draft: ScenarioDraft, objectives: readonly Objective[]): number {
  const largestMs = Math.max(0, ...objectives.map(({ limitMs }) => limitMs));
  const given = draft.value.timeout;
  if (given === undefined) return Math.max(shortestTimeoutMs, 2 * largestMs);
  const timeoutMs = msOf(given);
  const beyond = objectives.filter(({ limitMs }) => limitMs > timeoutMs);
  for (const { expression, limitMs } of beyond)
    draft.refuse(['timeout'], {
      value: given,
      message: `is shorter than the ${printDurationMs(limitMs)} limit of "${expression}", so slow starts could not be told from violations`,
      fix: `use at least ${printDurationMs(limitMs)}, or leave it out (default: twice the largest limit)`,
    });
  return timeoutMs;
}

type Amounts = Pick<Scenario, 'iterations' | 'maxIterations' | 'rule'>;

/** How many iterations are measured at first and at most. */
export function resolveAmounts(draft: ScenarioDraft): Amounts {
  const { iterations = standard.iterations, rule = standard.rule } = draft.value;
  const usual = rule === 'proven' ? Math.max(provenIterations, iterations) : 3 * iterations;
  const maxIterations = draft.value.maxIterations ?? usual;
  if (maxIterations < iterations && !draft.mayHide(['iterations']))
    draft.refuse(['maxIterations'], {
      value: String(maxIterations),
      message: `is less than the number of iterations, ${iterations}`,
      fix: `use at least ${iterations}`,
    });
  return { iterations, maxIterations, rule };
}

function defaultOf({ iterations, maxIterations, rule }: Amounts): string {
  const why = rule === 'proven' ? 'of rule proven' : `for ${iterations} iterations`;
  return `${maxIterations} is the default maximum ${why}`;
}

/** Warns of objectives that the iterations allowed could not settle, or only by chance. */
export function warnOfUnsettled(
  draft: ScenarioDraft,
  objectives: readonly Objective[],
  amounts: Amounts,
): void {
  // What nobody set is not blamed: then it is the objective that the default does not suit.
  const given = draft.value.maxIterations !== undefined;
  for (const { message, needed } of settlingWarnings({ ...amounts, objectives }))
    draft.warnings.push({
      ...(given
        ? { field: draft.fieldOf(['maxIterations']), value: String(amounts.maxIterations), message }
        : { field: draft.fieldOf(['objectives']), message: `${message} (${defaultOf(amounts)})` }),
      fix: `set ${draft.fieldOf(['maxIterations'])} to ${needed ?? 'more'}, or use a lower percentile such as p95`,
    });
}
