import { unexpected } from '../../core/errors.ts';
import type { Style } from '../../reports/wording/style.ts';
import { printable, problemLines } from '../shared/problem-lines.ts';
import type { Context } from './streams.ts';

/** What shows the stack of a bug. */
export const stackSource = 'PSS_DEBUG=1 prints';

/** Prints what went wrong and what to do about it. The one place that does; a stack only with PSS_DEBUG. */
export function printError(
  error: unknown,
  { stderr, env }: Pick<Context, 'stderr' | 'env'>,
  style: Style,
): void {
  for (const line of errorLines(error, style)) stderr.write(`${line}\n`);
  if ((env['PSS_DEBUG'] ?? '') !== '') stderr.write(`${stackOf(error)}\n`);
}

function errorLines(thrown: unknown, style: Style): string[] {
  const error = unexpected(thrown, stackSource);
  if (error.code === 'interrupted') return [style('doubtful', printable(error.message))];
  const { problems = [], hint } = error.facts;
  return [
    `${style('bad', 'error:')} ${printable(error.message)}`,
    ...problems.flatMap((problem) => problemLines(problem, style)),
    ...(hint === undefined ? [] : [`  ${style('strong', 'hint:')} ${printable(hint)}`]),
  ];
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
