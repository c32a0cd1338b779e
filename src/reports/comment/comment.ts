import { details, escapeInHtml, escapeText, markdownTable } from '../markdown-escape.ts';

/** How a job stands; `recovered`: met again after something that had to be said. */
export type CommentState = 'violated' | 'regression' | 'inconclusive' | 'met' | 'recovered';

/** What one job, or one leg of a matrix, says in the comment. */
export interface CommentPart {
  title: string;
  state: CommentState;
  /** Markdown, or what stands for it. */
  block: string;
}

const words: Record<CommentState, string> = {
  violated: '❌ violated',
  regression: '❌ slower than the baseline',
  inconclusive: '⚠️ inconclusive',
  recovered: '✅ recovered, met again',
  met: '✅ met',
};

/** What needs reading is not folded away. */
const openStates: ReadonlySet<CommentState> = new Set(['violated', 'regression', 'inconclusive']);

/** The worst first. */
const states = Object.keys(words) as CommentState[];

const recovered = '✅ Recovered: this was not met before.';

/** The comment of a pull request: one part under its own heading, several below a table of how each stands. */
export function renderComment(parts: readonly CommentPart[]): string {
  const [only, ...others] = parts;
  if (only === undefined) return '';
  if (others.length === 0) return only.state === 'recovered' ? `${only.block}\n\n${recovered}` : only.block;
  const rows = parts.map(({ title, state }) => [escapeText(title), words[state]]);
  return [
    `### Pod start: ${headingOf(parts)}`,
    markdownTable(['', 'verdict'], rows),
    ...parts
      .toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state))
      .map(({ title, state, block }) =>
        details(`${escapeInHtml(title)}: ${words[state]}`, block, openStates.has(state)),
      ),
  ].join('\n\n');
}

/** `❌ violated (1 of 3)`: the worst there is, and how many share it. */
function headingOf(parts: readonly CommentPart[]): string {
  const worst = states.find((state) => parts.some((part) => part.state === state)) ?? 'met';
  const count = parts.filter(({ state }) => state === worst).length;
  return `${words[worst]}${count === parts.length ? '' : ` (${count} of ${parts.length})`}`;
}
