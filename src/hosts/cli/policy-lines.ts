import { literalParts, partSentence, type PolicyPlan } from '../../core/policy/plan.ts';
import { describeStep } from '../../run/policy/step.ts';
import { cleanText } from '../../reports/wording/clean.ts';
import { tableWidth } from '../../reports/terminal/paragraph.ts';
import { countOf } from '../../reports/wording/count.ts';
import type { Style } from '../../reports/wording/style.ts';
import { hang } from '../../reports/terminal/width.ts';

/** How a run goes about each scenario of a policy. */
export function policyLines(plan: PolicyPlan, style: Style): string[] {
  const scenarios = plan.parts.flatMap((part) => [
    ...hang('  ', `${cleanText(part.scenario.name)}: ${cleanText(partSentence(part))}`, tableWidth),
    ...(part.how === 'literal' ? part.scenario.steps : []).flatMap((step, index) =>
      hang(`    ${index + 1}. `, cleanText(`${step.kind}: ${describeStep(step)}`), tableWidth),
    ),
  ]);
  return [style('strong', cleanText(`policy ${plan.policy.source}`)), ...scenarios, ...loopLines(plan), ''];
}

/** Pauses and orders are those of what is run step by step; a measurement has its own. */
function loopLines(plan: PolicyPlan): string[] {
  if (literalParts(plan).length === 0) return [];
  const { strategy, failFast, minSecondsBetweenRuns: from, maxSecondsBetweenRuns: to } = plan.policy;
  const order = strategy === 'random' ? 'in a random order' : 'in their order';
  const ending = failFast ? 'the first failure ends it' : 'a failure ends nothing';
  const text = `step by step: ${countOf(plan.runs, 'run')} ${order}, ${from} to ${to} s apart; ${ending}`;
  return hang('  ', text, tableWidth);
}
