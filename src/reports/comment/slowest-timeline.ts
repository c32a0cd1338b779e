import type { Markdown } from '../../core/markdown.ts';
import type { IterationResult, ScenarioResult } from '../../core/result.ts';
import { sayInMarkdown } from '../markdown/details.ts';
import { blocks, details, gfm, nothing } from '../markdown/escape.ts';
import { slowestFirst } from '../figures/slowest.ts';
import { startNumber } from '../wording/start-number.ts';
import { formatTime } from '../wording/time.ts';

/** What happened when in the slowest start, as this side saw it. One that never answered is slower than any other. */
export function slowestTimeline(scenario: ScenarioResult): Markdown {
  const [slowest] = slowestFirst(scenario);
  if (slowest === undefined) return nothing;
  const steps = stepsOf(slowest);
  const lines = [
    ...(steps.length === 0 ? [] : [gfm`${steps.join(' → ')}.`]),
    ...(slowest.message === null ? [] : [sayInMarkdown(slowest.message)]),
  ];
  return lines.length === 0
    ? nothing
    : details(`Slowest start: ${titleOf(scenario, slowest)}`, blocks(lines));
}

function titleOf(scenario: ScenarioResult, slowest: IterationResult): string {
  const { outcome, reason, totalMs } = slowest;
  const why = reason === null ? '' : ` (${reason})`;
  const ended = outcome === 'answered' ? formatTime(totalMs) : `${outcome}${why}`;
  return `number ${startNumber(scenario, slowest)}, ${ended}`;
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
