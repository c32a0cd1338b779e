import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import type { Result } from '../../core/result.ts';
import { caveatsOf } from '../wording/circumstances.ts';
import { cleanText, longestText, shorten } from '../wording/clean.ts';
import { paragraph, tableWidth } from './paragraph.ts';
import { headlineOf } from '../wording/sentences.ts';
import { policyBlock } from '../policy/table.ts';
import { sideBySide } from '../figures/side-by-side.ts';
import { plain, type Style } from '../wording/style.ts';
import { comparison } from './comparison.ts';
import { scenarioBlocks } from './scenario.ts';
import { hang } from './width.ts';

export interface TableOptions {
  style?: Style;
}

/** The report for a terminal: at most 80 columns, no colours unless a style is given. Ends with the verdict. */
export function renderTable(result: Result, { style = plain }: TableOptions = {}): string {
  const own = new Set(ownScenarios(result));
  const blocks = [
    comparison(sideBySide(result), style),
    ...result.scenarios.flatMap((scenario) => scenarioBlocks(scenario, own.has(scenario), result, style)),
    policyBlock(result, style),
    measurementBlock(result, style),
    verdictLines(result, style),
  ];
  const printed = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${printed.join('\n\n')}\n`;
}

function measurementBlock(result: Result, style: Style): string[] {
  const caveats = caveatsOf(result);
  if (caveats.length === 0) return [];
  return [
    style('heading', '  about the measurement'),
    ...caveats.flatMap(({ role, text }) => paragraph('  · ', text, role, style)),
  ];
}

/** The last line of every report: `MET  every objective held`. */
export function verdictLines(result: Result, style: Style = plain): string[] {
  const { word, role, sentence } = headlineOf(result);
  const lines = hang(`${word}  `, shorten(cleanText(sentence), longestText), tableWidth);
  return lines.map((line, index) => (index === 0 ? line.replace(word, () => style(role, word)) : line));
}
