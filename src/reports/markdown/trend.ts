import type { PastRun } from '../../core/history.ts';
import type { Markdown } from '../../core/markdown.ts';
import { blocks, code, codeBlock, markdownTable, gfm, nothing, type Part } from './escape.ts';
import { formatTime } from '../wording/time.ts';

/** One run has no trend. */
const fewest = 2;
const mostRows = 10;

/**
 * How a scenario went in the last runs of its branch, oldest first, this one last: a chart of p50 and p95, and the last
 * ones in numbers. A run whose p95 fell on a start that never answered has no bar, and says so in the table.
 */
export function trendOf(scenario: string, runs: readonly PastRun[]): Markdown {
  const points = runs.flatMap((run) => {
    const found = run.scenarios.find(({ name }) => name === scenario);
    return found === undefined || found.count === 0 ? [] : [{ run, ...found }];
  });
  if (points.length < fewest) return nothing;
  return blocks([gfm`The last ${points.length} runs:`, chartOf(points), tableOf(points.slice(-mostRows))]);
}

type Point = PastRun['scenarios'][number] & { run: PastRun };

/** Syntax: https://mermaid.js.org/syntax/xyChart.html */
function chartOf(points: readonly Point[]): Markdown {
  const seconds = (ms: number | null): number => Number(((ms ?? 0) / 1000).toPrecision(4));
  const p95 = points.map((point) => seconds(point.p95Ms));
  const p50 = points.map((point) => seconds(point.p50Ms));
  return codeBlock('mermaid', [
    'xychart-beta',
    '  title "p95 as bars, p50 as a line"',
    `  x-axis "run, oldest first" 1 --> ${points.length}`,
    `  y-axis "seconds" 0 --> ${Number((Math.max(0.001, ...p95, ...p50) * 1.1).toPrecision(3))}`,
    `  bar [${p95.join(', ')}]`,
    `  line [${p50.join(', ')}]`,
  ]);
}

function tableOf(points: readonly Point[]): Markdown {
  const rows = points.map(({ run, verdict, count, p50Ms, p95Ms, maxMs }): Part[] => [
    run.startedAt.slice(0, 16).replace('T', ' '),
    run.commit === null ? '' : code(run.commit.slice(0, 7)),
    ...[p50Ms, p95Ms, maxMs].map((ms) => (ms === null && count > 0 ? 'never' : formatTime(ms))),
    verdict ?? 'not judged',
  ]);
  return markdownTable(['run', 'commit', 'p50', 'p95', 'max', 'verdict'], rows, [2, 3, 4]);
}
