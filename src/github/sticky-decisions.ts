import type { Comment } from './comments.ts';
import { beginsWithMarker, parseSections } from './marker.ts';
import { compareRuns, mergeSections, isViolation, needsSaying, stateAfter, type Section } from './section.ts';

/** When a comment is written that is not there yet, and when one that is there changes. */
export const commentModes = ['on-violation', 'on-change', 'always', 'never'] as const;
export type CommentMode = (typeof commentModes)[number];

/** The comments as they were read between two points in time, and all sections seen so far. */
export interface Snapshot {
  startedMs: number;
  endedMs: number;
  /** Our comments, the oldest first. The oldest one is kept. */
  own: readonly Comment[];
  /** The newest of each section that was ever seen. */
  sections: readonly Section[];
}

export function ownComments(
  comments: readonly Comment[],
  key: string,
  wroteIt: (comment: Comment) => boolean,
): Comment[] {
  return comments
    .filter((comment) => beginsWithMarker(comment.body ?? '', key) && wroteIt(comment))
    .toSorted((a, b) => a.id - b.id);
}

export function sectionsIn(comments: readonly Comment[]): Section[][] {
  return comments.map(({ body }) => parseSections(body ?? ''));
}

/** Whether to write, after the comments were read for the first time, or why not. */
export function firstStep(
  mode: Exclude<CommentMode, 'never'>,
  { own, sections }: Snapshot,
  section: Section,
): 'write' | 'unchanged' | 'nothing-to-say' {
  const previous = sections.find(({ id }) => id === section.id) ?? null;
  if (mode === 'always') return 'write';
  if (mode === 'on-change' && previous !== null)
    return stateAfter(previous, section) === previous.state ? 'unchanged' : 'write';
  // An inconclusive result alone is no reason for a comment that nobody requested.
  const isWorthOne =
    mode === 'on-violation' ? isViolation(section.state) || own.length > 0 : needsSaying(section.state);
  return isWorthOne ? 'write' : 'nothing-to-say';
}

/** `outdated`: a newer run has written this section. `present`: the only comment has it. */
export function presenceOf(
  { own, sections }: Snapshot,
  section: Section,
  legs: number | null,
): 'outdated' | 'present' | 'missing' {
  const merged = mergeSections([[section], sections], legs);
  const newest = merged.find(({ id }) => id === section.id);
  if (newest === undefined || compareRuns(newest.run, section.run) > 0) return 'outdated';
  const [only, ...others] = own;
  if (only === undefined || others.length > 0) return 'missing';
  const shown = parseSections(only.body ?? '').find(({ id }) => id === section.id);
  return shown !== undefined && compareRuns(shown.run, section.run) === 0 ? 'present' : 'missing';
}

/** Whether nothing was written in between: every write has its own revision. */
export function isUnchanged(before: readonly Comment[], after: readonly Comment[]): boolean {
  const textOf = (comments: readonly Comment[]): string =>
    JSON.stringify(comments.map(({ id, body }) => [id, body]));
  return textOf(before) === textOf(after);
}
