import type { Markdown } from '../../core/markdown.ts';
import type { ScenarioResult } from '../../core/result.ts';
import { cleanText, shorten } from '../wording/clean.ts';
import { codeBlock, nothing } from '../markdown/escape.ts';
import { countOf } from '../wording/count.ts';
import { isJudged, isNever, type Point, pointsOf } from './points.ts';
import { beyondLabel, reachOf, type Reach } from './reach.ts';
import { oneOf, totalLabel } from '../figures/measures.ts';

/** More bars than this are no longer told apart where GitHub shows them, and more numbers below them run together. */
const mostBars = 60;
const mostNumbers = 30;
const longestName = 30;

/** Seen on white and on black. Font sizes in pixels, the whole being 700 wide. */
const colours = { bar: '#4a7fc1', never: '#d6453d', limit: '#d6453d' };
const titleFontSize = 14;

/**
 * The judged iterations in order as a Mermaid chart in a fenced block of Markdown, with a line for each limit that is
 * not far away; empty where there is nothing to draw. Those that never answered are a red series to the top. Series of
 * bars are drawn over each other, so each has 0 where the other has a value. Syntax:
 * https://mermaid.js.org/syntax/xyChart.html
 */
export function latencyChart(scenario: ScenarioResult): Markdown {
  const points = pointsOf(scenario).filter((point) => isJudged(point) && point.kind !== 'unknown');
  if (points.length === 0) return nothing;
  const perBar = Math.ceil(points.length / mostBars);
  const reach = reachOf(scenario, points);
  const top = reach.toMs * 1.05;
  const slowest = slowestOf(points, perBar);
  const never = slowest.map((ms) => (Number.isFinite(ms) ? 0 : top));
  const bars = slowest.map((ms) => (Number.isFinite(ms) ? ms : 0));
  const limits = reach.shown.map(({ limitMs }) => limitMs);
  const numbers = bars.map((_, bar) => bar * perBar + 1);
  const hasNever = never.some((ms) => ms > 0);
  return codeBlock('mermaid', [
    ...settings(bars.length, [...(hasNever ? [colours.never] : []), ...limits.map(() => colours.limit)]),
    'xychart-beta',
    `  title "${titleOf(scenario, points, reach)}"`,
    `  x-axis "${axisTitle(points.length, perBar, oneOf(scenario))}" [${numbers.join(', ')}]`,
    `  y-axis "seconds" 0 --> ${seconds(top)}`,
    `  bar [${bars.map(seconds).join(', ')}]`,
    ...(hasNever ? [`  bar [${never.map(seconds).join(', ')}]`] : []),
    ...limits.map((limitMs) => `  line [${bars.map(() => seconds(limitMs)).join(', ')}]`),
  ]);
}

/** Colours go to the series in their order. */
function settings(bars: number, others: readonly string[]): string[] {
  const palette = [colours.bar, ...others].join(', ');
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

/** The slowest of every so many: whatever is left out was faster. One that never answered took for ever. */
function slowestOf(points: readonly Point[], perBar: number): number[] {
  const times = points.map((point) => (isNever(point) ? Infinity : (point.totalMs ?? 0)));
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

/** `goldpinger: time to first answer, p95 limit 30 s, beyond this scale, 2 timed out (red)`. */
function titleOf(scenario: ScenarioResult, points: readonly Point[], { shown, beyond }: Reach): string {
  const limits = [...shown.map(({ label }) => label), ...(beyond.length > 0 ? [beyondLabel(beyond)] : [])];
  const parts = [totalLabel(scenario), ...limits, ...neverOf(points)];
  return `${plainText(shorten(scenario.name, longestName))}: ${plainText(parts.join(', '))}`;
}

function neverOf(points: readonly Point[]): string[] {
  const counts = [
    [points.filter(({ kind }) => kind === 'timed-out').length, 'timed out'],
    [points.filter(({ kind }) => kind === 'failed').length, 'failed'],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return said.length === 0 ? [] : [`${said.join(' and ')} (red)`];
}

/** Only what means nothing to Mermaid, Markdown or HTML inside of quotes; the rest becomes a space. */
function plainText(text: string): string {
  return cleanText(text.replaceAll(/[^\p{L}\p{M}\p{N} ._,:()/+-]/gu, ' '));
}
