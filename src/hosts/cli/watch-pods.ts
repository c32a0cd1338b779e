import type { PodRow } from '../../core/ports.ts';
import { cleanText } from '../../reports/wording/clean.ts';
import { padEnd, displayWidth } from '../../reports/terminal/width.ts';

const heads = ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'] as const;
const gap = 3;

/** Prints pods as `kubectl get pods --watch` does, with milliseconds. Columns only ever get wider. */
export function podPrinter(print: (line: string) => void): (row: PodRow) => void {
  const widths = heads.map((head) => head.length);
  let isFirst = true;
  const line = (cells: readonly string[]): string => {
    for (const [index, cell] of cells.entries())
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell));
    return cells
      .map((cell, index) => padEnd(cell, (widths[index] ?? 0) + gap))
      .join('')
      .trimEnd();
  };
  return (row) => {
    const cells = [row.name, row.ready, row.status, String(row.restarts), age(row.ageMs)].map(cleanText);
    if (isFirst) {
      // The first row says how wide the columns will be.
      line(cells);
      print(line(heads));
    }
    isFirst = false;
    print(line(cells));
  };
}

/** `0.034s`, `12.503s`, `2m03.120s`. */
function age(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const seconds = ((ms % 60_000) / 1000).toFixed(3);
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds.padStart(6, '0')}s`;
}
