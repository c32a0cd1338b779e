import type { ScenarioResult } from '../../core/result.ts';
import { cleanText, shorten } from '../clean.ts';
import { countOf } from '../sentences.ts';
import { formatLimit } from '../time.ts';
import { isJudged, isNever, limitsOf, type Point, pointsOf } from './points.ts';
import { oneOf, totalLabel } from '../measures.ts';

/** More bars than this are no longer told apart where GitHub shows them, and more numbers below them run together. */
const mostBars = 60;
const mostNumbers = 30;
const longestName = 30;

/** Bars, and lines of limits: seen on white and on black. Font sizes in pixels, the whole being 700 wide. */
const colours = { bar: '#4a7fc1', limit: '#d6453d' };
const titleFontSize = 14;

/**
 * The judged iterations in order as a Mermaid chart in a fenced block of Markdown, with a line for each limit; empty
 * where there is nothing to draw. Those that never answered stand at the time-out, and the title says so. Syntax:
 * https://mermaid.js.org/syntax/xyChart.html
 */
export function latencyChart(scenario: ScenarioResult): string {
  const points = pointsOf(scenario).filter((point) => isJudged(point) && point.kind !== 'unknown');
  if (points.length === 0) return '';
  const perBar = Math.ceil(points.length / mostBars);
  const bars = slowestOf(points, scenario.timeoutMs, perBar);
  const limits = limitsOf(scenario).map(({ limitMs }) => limitMs);
  const top = Math.max(...bars, ...limits) * 1.05;
  const numbers = bars.map((_, bar) => bar * perBar + 1);
  return [
    '```mermaid',
    ...settings(bars.length, limits.length),
    'xychart-beta',
    `  title "${titleOf(scenario, points)}"`,
    `  x-axis "${axisTitle(points.length, perBar, oneOf(scenario))}" [${numbers.join(', ')}]`,
    `  y-axis "seconds" 0 --> ${seconds(top)}`,
    `  bar [${bars.map(seconds).join(', ')}]`,
    ...limits.map((limitMs) => `  line [${bars.map(() => seconds(limitMs)).join(', ')}]`),
    '```',
  ].join('\n');
}

/** Colours go to the series in their order. */
function settings(bars: number, limits: number): string[] {
  const palette = [colours.bar, ...Array.from({ length: limits }, () => colours.limit)].join(', ');
  return [
    '---',
    'config:',
    '  xyChart:',
    `    titleFontSize: ${titleFontSize}`,
    ...(bars > mostNumbers ? ['    xAxis:', '      showLabel: false'] : []),
    '  themeVariables:',
    '    xyChart:',
    `      plotColorPalette: "${palette}"`,
    '---',
  ];
}

/** The slowest of every so many: whatever is left out was faster. */
function slowestOf(points: readonly Point[], timeoutMs: number, perBar: number): number[] {
  const times = points.map((point) => (isNever(point) ? timeoutMs : (point.totalMs ?? timeoutMs)));
  const count = Math.ceil(times.length / perBar);
  return Array.from({ length: count }, (_, bar) =>
    Math.max(...times.slice(bar * perBar, (bar + 1) * perBar)),
  );
}

function axisTitle(count: number, perBar: number, what: string): string {
  const starts = `${countOf(count, what)} in order`;
  return perBar > 1 ? `${starts}, each bar the slowest of ${perBar}` : starts;
}

function seconds(ms: number): number {
  return Number((ms / 1000).toPrecision(4));
}

/** `goldpinger: time to first answer, p95 limit 30 s, 2 timed out (drawn at 60 s)`. */
function titleOf(scenario: ScenarioResult, points: readonly Point[]): string {
  const limits = limitsOf(scenario).map(({ label }) => label);
  const parts = [totalLabel(scenario), ...limits, ...neverOf(points, scenario.timeoutMs)];
  return `${plainText(shorten(scenario.name, longestName))}: ${plainText(parts.join(', '))}`;
}

function neverOf(points: readonly Point[], timeoutMs: number): string[] {
  const counts = [
    [points.filter(({ kind }) => kind === 'timed-out').length, 'timed out'],
    [points.filter(({ kind }) => kind === 'failed').length, 'failed'],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return said.length === 0 ? [] : [`${said.join(' and ')} (drawn at ${formatLimit(timeoutMs)})`];
}

/** Only what means nothing to Mermaid, Markdown or HTML inside of quotes; the rest becomes a space. */
function plainText(text: string): string {
  return cleanText(text.replaceAll(/[^\p{L}\p{M}\p{N} ._,:()/+-]/gu, ' '));
}
