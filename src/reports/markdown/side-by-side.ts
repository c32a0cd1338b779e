import type { Result } from '../../core/result.ts';
import type { Markdown } from '../../core/markdown.ts';
import { code, markdownTable, gfm, nothing, type Part } from './escape.ts';
import { sideBySide, type SideBySide } from '../figures/side-by-side.ts';
import { symbols } from './symbols.ts';
import { missing } from '../wording/time.ts';

/** Several scenarios in one table; what nobody needs to look at has no column. */
export function sideBySideTable(result: Pick<Result, 'scenarios'>): Markdown {
  const rows = sideBySide(result);
  if (rows.length === 0) return nothing;
  const never = rows.some(({ unanswered }) => unanswered !== '');
  const conditions = rows.some(({ difference }) => difference !== '');
  const heads = ['scenario', 'verdict', 'p50', 'p95', 'max', 'Ready p50'];
  return markdownTable(
    [...heads, ...(never ? ['never answered'] : []), ...(conditions ? ['difference to as-is'] : [])],
    rows.map((row): Part[] => [
      code(row.scenario.name),
      verdictOf(row),
      ...row.times,
      ...(never ? [row.unanswered || '0'] : []),
      ...(conditions ? [row.difference || missing] : []),
    ]),
    [2, 3, 4, 5],
  );
}

function verdictOf({ scenario: { verdict } }: SideBySide): Markdown {
  return verdict === null ? gfm`not judged` : gfm`${symbols[verdict]} ${verdict}`;
}
