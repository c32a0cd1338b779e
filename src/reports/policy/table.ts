import type { Result } from '../../core/result.ts';
import { cleanText, shorten } from '../wording/clean.ts';
import { paragraph, tableWidth } from '../terminal/paragraph.ts';
import type { Style } from '../wording/style.ts';
import { marks, verdictRoles } from '../terminal/judgement.ts';
import { hang } from '../terminal/width.ts';
import {
  cleanUpTexts,
  endText,
  failureText,
  literalScenarios,
  literalVerdict,
  runsText,
  type LiteralScenario,
} from './facts.ts';

const mostFailures = 3;

/** What was run step by step, and where it failed. */
export function policyBlock(result: Result, style: Style): string[] {
  const { policy } = result;
  const scenarios = literalScenarios(result);
  if (policy === null || scenarios.length === 0) return [];
  const end = endText(policy);
  return [
    ...hang('', `policy  ${cleanText(policy.source)}  step by step`, tableWidth).map((line) =>
      style('heading', line),
    ),
    ...scenarios.flatMap((each) => scenarioLines(each, style)),
    ...(end === null ? [] : paragraph('  ', end, 'doubtful', style)),
  ];
}

function scenarioLines(each: LiteralScenario, style: Style): string[] {
  const { scenario, failed } = each;
  const verdict = literalVerdict(each);
  const [role, mark] = [verdictRoles[verdict], marks[verdict]];
  const title = hang(`  ${mark} `, `${shorten(cleanText(scenario.name), 60)}  ${runsText(each)}`, tableWidth);
  const more = failed.length - mostFailures;
  return [
    ...title.map((line, index) => (index === 0 ? line.replace(mark, () => style(role, mark)) : line)),
    ...(scenario.reason === null ? [] : paragraph('    not measured: ', scenario.reason, 'faint', style)),
    ...failed
      .slice(0, mostFailures)
      .flatMap((run) =>
        paragraph(`    run ${scenario.runs.indexOf(run) + 1}: `, failureText(run), 'bad', style),
      ),
    ...(more > 0 ? [`    and ${more} more`] : []),
    ...cleanUpTexts(each).flatMap((text) => paragraph('    ', text, 'doubtful', style)),
  ];
}
