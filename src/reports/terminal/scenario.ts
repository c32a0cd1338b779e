import type { Distribution, Result, ScenarioResult } from '../../core/result.ts';
import { bar } from './bar.ts';
import { iterationsOf, remarksOf, startedUnder } from '../wording/circumstances.ts';
import type { Remark } from '../wording/remark.ts';
import { cleanText } from '../wording/clean.ts';
import { doneTo, otherMeasures, readyLabel, totalLabel, workloadText } from '../figures/measures.ts';
import { pathText } from '../wording/path-text.ts';
import { phaseRows, type PhaseRow } from '../figures/phases.ts';
import type { Style } from '../wording/style.ts';
import { changesOf } from '../wording/comparison.ts';
import { comparisonBlock } from './baseline.ts';
import { adviceBlock, podLogBlocks } from './advice.ts';
import { objectivesBlock, causesBlock } from './judgement.ts';
import { paragraph, tableWidth } from './paragraph.ts';
import { beyondOf, formatQuantile, formatTime, missing } from '../wording/time.ts';
import { fitInto, flow, padEnd, padStart } from './width.ts';

const labelWidth = 24;
const valueWidth = 10;
const barWidth = tableWidth - labelWidth - 3 * valueWidth - 3;
const longestName = 40;

/** @param isOwn false for a baseline, whose times stand next to those that it was measured with */
export function scenarioBlocks(
  scenario: ScenarioResult,
  isOwn: boolean,
  result: Result,
  style: Style,
): string[][] {
  const remarks = remarksOf(scenario).flatMap((remark) => remarkLines(remark, style));
  if (!isOwn) return [[...header(scenario, result, style), ...remarks]];
  return [
    header(scenario, result, style),
    [...latencyLines(scenario, result, style), ...remarks],
    phaseBlock(scenario, style),
    objectivesBlock(scenario, style),
    comparisonBlock(scenario, style),
    adviceBlock(scenario, style),
    causesBlock(scenario, style),
    ...podLogBlocks(scenario, style),
  ];
}

function header(scenario: ScenarioResult, { measurement }: Result, style: Style): string[] {
  const name = fitInto(cleanText(scenario.name), longestName);
  const path = cleanText(pathText(scenario, measurement) ?? '');
  const title = flow(
    [scenario.experiment, name, iterationsOf(scenario), ...(path === '' ? [] : [path])],
    tableWidth,
  );
  const policy = scenario.imagePullPolicy === null ? [] : [`imagePullPolicy ${scenario.imagePullPolicy}`];
  const what = scenario.image ?? workloadText(scenario);
  const details = [what, ...doneTo(scenario), ...policy, ...startedUnder(scenario)].map(cleanText);
  return [
    ...title.map((line, index) => (index === 0 ? line.replace(name, () => style('strong', name)) : line)),
    ...flow(details, tableWidth).map((line) => style('faint', line)),
  ];
}

function latencyLines(scenario: ScenarioResult, { measurement }: Result, style: Style): string[] {
  const { summary, ready, timeoutMs, comparison } = scenario;
  const { baseline } = comparison ?? {};
  if (summary.count === 0) return [];
  const never = beyondOf(summary, timeoutMs);
  const resolution = measurement.probeResolutionMs;
  const precision = resolution === null ? '' : style('faint', `resolution ${formatTime(resolution)}`);
  const remark = summary.maxMs === null ? never.why : precision;
  return [
    heads('', style),
    `${row(totalLabel(scenario), summary, never.value)}   ${remark}`.trimEnd(),
    ...besideRows(baseline?.summary, summary, never.value, style),
    row(readyLabel(scenario), ready, never.value),
    ...besideRows(baseline?.ready, ready, never.value, style),
    ...otherMeasures(scenario).flatMap(({ label, distribution, before, shortRemark }) => [
      `${row(label, distribution, never.value)}   ${shortRemark === '' ? '' : style('faint', shortRemark)}`.trimEnd(),
      ...besideRows(before, distribution, never.value, style),
    ]),
  ];
}

/** The baseline's times, and by how much they differ. */
function besideRows(
  before: Distribution | undefined,
  now: Distribution,
  never: string,
  style: Style,
): string[] {
  if (before === undefined) return [];
  const changes = changesOf(before, now).map((change) => padStart(change, valueWidth));
  return [row('  baseline', before, never), padEnd('    change', labelWidth) + changes.join('')].map((line) =>
    style('faint', line),
  );
}

function remarkLines({ role, text, detail }: Remark, style: Style): string[] {
  const details = detail === undefined ? [] : paragraph('    last: ', detail, 'faint', style);
  return [...paragraph('  ', text, role, style), ...details];
}

function heads(title: string, style: Style): string {
  const columns = ['p50', 'p95', 'max'].map((head) => padStart(head, valueWidth)).join('');
  return style('heading', padEnd(`  ${title}`, labelWidth) + columns);
}

function row(label: string, distribution: Distribution | null, never: string): string {
  return padEnd(`  ${label}`, labelWidth) + quantiles(distribution, never);
}

function quantiles(distribution: Distribution | null, never: string): string {
  if (distribution === null) return padStart(missing, valueWidth).repeat(3);
  const { count, p50Ms, p95Ms, maxMs } = distribution;
  return [p50Ms, p95Ms, maxMs].map((ms) => padStart(formatQuantile(ms, count, never), valueWidth)).join('');
}

function phaseBlock(scenario: ScenarioResult, style: Style): string[] {
  const rows = phaseRows(scenario);
  if (rows.length === 0) return [];
  const note = style('faint', '   they overlap');
  const scale = scaleOf(rows);
  return [heads('where the time went', style) + note, ...rows.map((each) => phaseRow(each, scale, style))];
}

/** Bars share one scale, and leave room for the longest remark that stands behind one. */
function scaleOf(rows: readonly PhaseRow[]): { largest: number; width: number } {
  const withBar = rows.filter(({ distribution }) => (distribution?.p50Ms ?? 0) > 0);
  const largest = Math.max(0, ...withBar.map(({ distribution }) => distribution?.p50Ms ?? 0));
  const remarks = Math.max(-1, ...withBar.map(({ remark }) => (remark === '' ? -1 : remark.length)));
  return { largest, width: barWidth - remarks - 1 };
}

function phaseRow({ name, distribution, remark }: PhaseRow, scale: ReturnType<typeof scaleOf>, style: Style) {
  const drawn = bar(distribution?.p50Ms ?? 0, scale.largest, scale.width);
  const right = [drawn, remark === '' ? '' : style('faint', remark)].filter((part) => part !== '').join(' ');
  return `${row(name, distribution, 'never')}   ${right}`.trimEnd();
}
