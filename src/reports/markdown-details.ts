import { judgedOf } from '../core/measure.ts';
import { phaseKeys, phaseNames } from '../core/phases.ts';
import type { Distribution, IterationResult, ScenarioResult } from '../core/result.ts';
import { code, details, escapeText, markdownTable } from './markdown-escape.ts';
import { phaseRows } from './phases.ts';
import { formatQuantile, formatTime, missing } from './time.ts';

export function phasesPart(scenario: ScenarioResult): string {
  const rows = phaseRows(scenario).map(({ name, distribution, remark }) => [
    name,
    ...quantiles(distribution),
    escapeText(remark),
  ]);
  if (rows.length === 0) return '';
  const table = markdownTable(['phase', 'p50', 'p95', 'max', ''], rows, [1, 2, 3]);
  return details('Where the time went (phases overlap)', table);
}

function quantiles(distribution: Distribution | null): string[] {
  if (distribution === null) return [missing, missing, missing];
  const { count, p50Ms, p95Ms, maxMs } = distribution;
  return [p50Ms, p95Ms, maxMs].map((ms) => formatQuantile(ms, count, 'never'));
}

const mostRows = 5;

/** The slowest iterations, those that never answered first. */
export function slowestPart({ iterations }: ScenarioResult): string {
  const slowest = judgedOf(iterations)
    .toSorted((a, b) => timeOf(b) - timeOf(a))
    .slice(0, mostRows);
  if (slowest.length < 2) return '';
  const rows = slowest.map((iteration) => [
    String(iteration.index),
    outcomeOf(iteration),
    formatTime(iteration.totalMs),
    formatTime(iteration.readyMs),
    longestPhase(iteration),
    code(iteration.nodeName ?? '') || missing,
  ]);
  const heads = ['iteration', 'outcome', 'first answer', 'Ready', 'longest phase', 'node'];
  return details('Slowest iterations', markdownTable(heads, rows, [0, 2, 3]));
}

/** Numbers only, so that two that never answered compare as equal. */
function timeOf({ totalMs }: IterationResult): number {
  return totalMs ?? Number.MAX_VALUE;
}

function outcomeOf({ outcome, reason }: IterationResult): string {
  return reason === null ? outcome : `${outcome}: ${code(reason)}`;
}

function longestPhase({ phases }: IterationResult): string {
  const known = phaseNames.flatMap((name) => {
    const ms = phases[phaseKeys[name]];
    return ms === null ? [] : [{ name, ms }];
  });
  const longest = known.toSorted((a, b) => b.ms - a.ms)[0];
  return longest === undefined ? missing : `${longest.name} ${formatTime(longest.ms)}`;
}
