import { phaseKeys, phaseNames } from '../../core/phases.ts';
import type { Distribution, IterationResult, ScenarioResult } from '../../core/result.ts';
import { latencyChart } from '../charts/mermaid.ts';
import { longestText, shorten } from '../wording/clean.ts';
import type { Markdown } from '../../core/markdown.ts';
import { code, details, isNothing, markdownTable, gfm, nothing, type Part } from './escape.ts';
import { phaseRows } from '../figures/phases.ts';
import { restartsText } from '../wording/restarts.ts';
import { slowestFirst } from '../figures/slowest.ts';
import { startNumber } from '../wording/start-number.ts';
import { formatQuantile, formatTime, missing } from '../wording/time.ts';
import { oneOf, shortLabels } from '../figures/measures.ts';

export function phasesPart(scenario: ScenarioResult): Markdown {
  const rows = phaseRows(scenario).map(({ name, distribution, remark }) => [
    name,
    ...(distribution === null ? [missing, missing, missing] : quantileCells(distribution, 'never')),
    remark,
  ]);
  if (rows.length === 0) return nothing;
  const table = markdownTable(['phase', 'p50', 'p95', 'max', ''], rows, [1, 2, 3]);
  return details('Where the time went (phases overlap)', table);
}

/** p50, p95 and max for a table; `never` stands for what was not reached. */
export function quantileCells({ count, p50Ms, p95Ms, maxMs }: Quantiles, never: string): string[] {
  return [p50Ms, p95Ms, maxMs].map((ms) => formatQuantile(ms, count, never));
}

type Quantiles = Pick<Distribution, 'count' | 'p50Ms' | 'p95Ms' | 'maxMs'>;

/** Folded: who only wants the verdict need not scroll. */
export function chartPart(scenario: ScenarioResult): Markdown {
  const chart = latencyChart(scenario);
  return isNothing(chart) ? nothing : details(`All ${oneOf(scenario)}s`, chart);
}

/** Text of any origin, not longer than anyone reads. */
export function sayInMarkdown(text: string): Markdown {
  return gfm`${shorten(text, longestText)}`;
}

const mostRows = 5;

/** The slowest iterations, those that never answered first. */
export function slowestPart(scenario: ScenarioResult): Markdown {
  const slowest = slowestFirst(scenario).slice(0, mostRows);
  if (slowest.length < 2) return nothing;
  const rows = slowest.map((iteration): Part[] => [
    startNumber(scenario, iteration),
    outcomeOf(iteration),
    formatTime(iteration.totalMs),
    formatTime(iteration.readyMs),
    longestPhase(iteration),
    iteration.nodeName === null ? missing : code(iteration.nodeName),
  ]);
  const heads = ['iteration', 'outcome', ...shortLabels(scenario), 'longest phase', 'node'];
  return details('Slowest iterations', markdownTable(heads, rows, [0, 2, 3]));
}

function outcomeOf(iteration: IterationResult): Markdown {
  const { outcome, reason } = iteration;
  const restarts = restartsText(iteration);
  const said = reason === null ? gfm`${outcome}` : gfm`${outcome}: ${code(reason)}`;
  return restarts === '' ? said : gfm`${said}; ${sayInMarkdown(restarts)}`;
}

function longestPhase({ phases }: IterationResult): string {
  const known = phaseNames.flatMap((name) => {
    const ms = phases[phaseKeys[name]];
    return ms === null ? [] : [{ name, ms }];
  });
  const longest = known.toSorted((a, b) => b.ms - a.ms)[0];
  return longest === undefined ? missing : `${longest.name} ${formatTime(longest.ms)}`;
}
