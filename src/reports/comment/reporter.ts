import type { Markdown } from '../../core/markdown.ts';
import { gfm, nothing } from '../markdown/escape.ts';

/** Whose words a result is. Nobody has checked what a fork, or another run, left as an artifact. */
export const reporters = ['fork', 'run'] as const;
export type Reporter = (typeof reporters)[number];

/** `, as the fork reports`: follows every verdict that is not ours. */
export function reportedText(reporter: Reporter | null): string {
  return reporter === null ? '' : `, as the ${reporter} reports`;
}

/** The same in Markdown. */
export function asReported(reporter: Reporter | null): Markdown {
  return reporter === null ? nothing : gfm`${reportedText(reporter)}`;
}
