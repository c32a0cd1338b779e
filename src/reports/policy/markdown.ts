import type { Markdown } from '../../core/markdown.ts';
import type { Result } from '../../core/result.ts';
import { sayInMarkdown } from '../markdown/details.ts';
import { blocks, code, joined, markdownTable, gfm, nothing } from '../markdown/escape.ts';
import { symbols } from '../markdown/symbols.ts';
import {
  cleanUpTexts,
  endText,
  failureText,
  literalScenarios,
  literalVerdict,
  runsText,
  type LiteralScenario,
} from './facts.ts';

/** What was run step by step, in GitHub's Markdown; empty where nothing was. */
export function policyPart(result: Result): Markdown {
  const { policy } = result;
  const scenarios = literalScenarios(result);
  if (policy === null || scenarios.length === 0) return nothing;
  const end = endText(policy);
  const rows = scenarios.map((each) => [code(each.scenario.name), verdictCell(each), remarks(each)]);
  return blocks([
    gfm`Policy ${code(policy.source)}, step by step:`,
    markdownTable(['scenario', 'runs', ''], rows),
    ...(end === null ? [] : [sayInMarkdown(end)]),
  ]);
}

function verdictCell(each: LiteralScenario): Markdown {
  return gfm`${symbols[literalVerdict(each)]} ${runsText(each)}`;
}

function remarks(each: LiteralScenario): Markdown {
  const { scenario, failed } = each;
  const [first] = failed;
  const texts = [
    ...(first === undefined ? [] : [`run ${scenario.runs.indexOf(first) + 1}: ${failureText(first)}`]),
    ...(scenario.reason === null ? [] : [`not measured, since ${scenario.reason}`]),
    ...cleanUpTexts(each),
  ];
  return joined(texts.map(sayInMarkdown), '<br>');
}
