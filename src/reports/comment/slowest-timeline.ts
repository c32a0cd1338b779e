import { judgedOf } from '../../core/measure.ts';
import type { IterationResult, ScenarioResult } from '../../core/result.ts';
import { details, escapeInHtml, escapeText } from '../markdown-escape.ts';
import { shorten } from '../clean.ts';
import { longestText } from '../paragraph.ts';
import { formatTime } from '../time.ts';

/** What happened when in the slowest start, as this side saw it. One that never answered is slower than any other. */
export function slowestTimeline({ iterations }: ScenarioResult): string {
  const slowest = judgedOf(iterations).toSorted((a, b) => timeOf(b) - timeOf(a))[0];
  if (slowest === undefined) return '';
  const steps = stepsOf(slowest);
  const lines = [
    ...(steps.length === 0 ? [] : [`${steps.join(' → ')}.`]),
    ...(slowest.message === null ? [] : [escapeText(shorten(slowest.message, longestText))]),
  ];
  return lines.length === 0 ? '' : details(`Slowest start: ${titleOf(slowest)}`, lines.join('\n\n'));
}

/** Numbers only, so that two that never answered compare as equal. */
function timeOf({ totalMs }: IterationResult): number {
  return totalMs ?? Number.MAX_VALUE;
}

function titleOf({ index, outcome, reason, totalMs }: IterationResult): string {
  const why = reason === null ? '' : ` (${escapeInHtml(reason)})`;
  const ended = outcome === 'answered' ? formatTime(totalMs) : `${outcome}${why}`;
  return `number ${index}, ${ended}`;
}

/** `scheduled 25 ms`, each instant once, at its first time. Instants of other clocks have no place on this axis. */
function stepsOf({ instants }: IterationResult): string[] {
  const firsts = new Map<string, number>();
  for (const { name, sinceStartMs } of instants) {
    if (sinceStartMs === undefined) continue;
    firsts.set(name, Math.min(sinceStartMs, firsts.get(name) ?? Infinity));
  }
  return [...firsts]
    .filter(([name]) => name !== 'create-requested')
    .sort(([, a], [, b]) => a - b)
    .map(([name, ms]) => `${name.replaceAll('-', ' ')} ${formatTime(ms)}`);
}
