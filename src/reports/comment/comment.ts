import type { Markdown } from '../../core/markdown.ts';
import { blocks, details, markdownTable, gfm } from '../markdown/escape.ts';
import { asReported, reportedText, type Reporter } from './reporter.ts';

/** The state of a job; `recovered`: met again after a result that was commented on. */
export type CommentState = 'violated' | 'regression' | 'inconclusive' | 'met' | 'recovered';

/** The part of one job, or of one job of a matrix, in the comment. */
export interface CommentPart {
  title: string;
  state: CommentState;
  /** Whose words the part is, if not ours. */
  reporter: Reporter | null;
  /** The section, or a shorter text instead of it. */
  block: Markdown;
}

const words: Record<CommentState, string> = {
  violated: '❌ violated',
  regression: '❌ slower than the baseline',
  inconclusive: '⚠️ inconclusive',
  recovered: '✅ recovered, met again',
  met: '✅ met',
};

/** Parts in these states are not folded. */
const openStates: ReadonlySet<CommentState> = new Set(['violated', 'regression', 'inconclusive']);

/** The worst first. */
const states = Object.keys(words) as CommentState[];

/** The comment of a pull request: one part under its own heading, or several below a table with the verdict of each. */
export function renderComment(parts: readonly CommentPart[]): Markdown {
  const [only, ...others] = parts;
  if (only === undefined) return gfm``;
  if (others.length === 0)
    return only.state === 'recovered' ? blocks([only.block, recovered(only)]) : only.block;
  const rows = parts.map((part) => [part.title, wordsOf(part)]);
  return blocks([
    gfm`### Pod start: ${headingOf(parts)}`,
    markdownTable(['', 'verdict'], rows),
    ...parts
      .toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state))
      .map((part) => details(`${part.title}: ${wordsOf(part)}`, part.block, openStates.has(part.state))),
  ]);
}

function recovered({ reporter }: CommentPart): Markdown {
  return gfm`✅ Recovered${asReported(reporter)}: this was not met before.`;
}

/** `✅ met, as the fork reports`. */
function wordsOf({ state, reporter }: CommentPart): string {
  return `${words[state]}${reportedText(reporter)}`;
}

/** `❌ violated (1 of 3)`: the worst state and how many parts have it; `as the fork reports` if a part is a fork's. */
function headingOf(parts: readonly CommentPart[]): string {
  const worst = states.find((state) => parts.some((part) => part.state === state)) ?? 'met';
  const count = parts.filter(({ state }) => state === worst).length;
  const reporter = parts.find((part) => part.reporter !== null)?.reporter ?? null;
  return `${words[worst]}${count === parts.length ? '' : ` (${count} of ${parts.length})`}${reportedText(reporter)}`;
}
