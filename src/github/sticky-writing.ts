import { randomBytes } from 'node:crypto';
import type { Timer } from './api.ts';
import type { Comment, Comments } from './comments.ts';
import { composeComment, type Render } from './compose.ts';
import { failed, succeeded, type Failure, type Outcome } from './failure.ts';
import { usualLimitMs } from './retry.ts';
import { mergeSections, type Section } from './section.ts';
import { isUnchanged, ownComments, sectionsIn, presenceOf, type Snapshot } from './sticky-decisions.ts';

export interface StickyTiming {
  /**
   * The longest time from reading the comments to a write that is based on it. A comment that did not change for as
   * long cannot be overwritten by a job that has not seen it.
   */
  quietMs: number;
  /** Time for all of it. */
  budgetMs: number;
  /** From 0 to 1, so that waits differ from job to job. */
  random: () => number;
}

/** The effects that publishing needs. */
export interface StickyContext extends StickyTiming {
  key: string;
  comments: Comments;
  wroteIt: (comment: Comment) => boolean;
  clock: Timer;
  signal: AbortSignal;
}

interface Publication {
  section: Section;
  legs: number | null;
  render: Render;
}

/** `outdated`: a newer run has written already. */
export interface Published {
  action: 'created' | 'updated' | 'outdated';
  url: string | null;
}

/** The state of a publication. */
interface Progress {
  /** Attempts to write. */
  writes: number;
  /** Attempts that failed, as far as is known. */
  failures: number;
  created: boolean;
  /** Whether it waited for other jobs since it last saw a reason to write. */
  hasWaited: boolean;
  /** The comments as they were at this time. */
  lastSeen: { own: readonly Comment[]; atMs: number } | null;
}

type Step = { done: Outcome<Published> } | { waitMs: number };

/** Reads the comments. @param before sections seen earlier, which another job may have overwritten since */
export async function readSnapshot(
  before: readonly Section[],
  legs: number | null,
  { key, comments, wroteIt, clock }: StickyContext,
): Promise<Outcome<Snapshot>> {
  const startedMs = clock.nowMs();
  const listed = await comments.list();
  if (!listed.ok) return listed;
  const own = ownComments(listed.value, key, wroteIt);
  const sections = mergeSections([...sectionsIn(own), before], legs);
  return succeeded({ startedMs, endedMs: clock.nowMs(), own, sections });
}

/**
 * GitHub has no conditional write, so jobs of a matrix may overwrite each other. No section is lost:
 *
 * - A job writes within \`quietMs\` of reading the comments, so its text contains everything older than that.
 * - After its write, a job reads the comment until it has not changed for \`quietMs\` and contains the job's section. By
 *   then every job that may still write has read the section, and keeps it.
 * - If several comments were created at once, the oldest stays. A job that sees the others moves their sections into it
 *   and deletes them.
 *
 * This requires that GitHub carries out no request later than that. If it does, a job that still reads repairs it.
 */
export async function publishSection(
  publication: Publication,
  first: Snapshot,
  context: StickyContext,
): Promise<Outcome<Published>> {
  const { clock, signal } = context;
  const endMs = clock.nowMs() + context.budgetMs;
  const progress: Progress = { writes: 0, failures: 0, created: false, hasWaited: false, lastSeen: null };
  let current = first;
  for (;;) {
    const step = await nextStep(publication, current, progress, endMs, context);
    if ('done' in step) return step.done;
    const isOver = await clock.sleep(Math.max(0, step.waitMs), signal).then(
      () => false,
      () => true,
    );
    if (isOver) return failed('cancelled', 'commenting was cancelled');
    const looked = await readSnapshot(current.sections, publication.legs, context);
    if (!looked.ok) return looked;
    current = looked.value;
  }
}

async function nextStep(
  publication: Publication,
  current: Snapshot,
  progress: Progress,
  endMs: number,
  context: StickyContext,
): Promise<Step> {
  const presence = presenceOf(current, publication.section, publication.legs);
  const url = current.own[0]?.html_url ?? null;
  if (presence === 'outdated') return { done: succeeded({ action: 'outdated', url }) };
  const leftMs = endMs - context.clock.nowMs();
  if (presence === 'present' && progress.writes > 0) {
    const waitMs = publication.legs === 1 ? 0 : quietTimeLeftMs(current, progress, context);
    if (waitMs > 0 && leftMs > 0) return { waitMs: Math.min(waitMs, leftMs) };
    return { done: succeeded({ action: progress.created ? 'created' : 'updated', url }) };
  }
  if (leftMs <= 0) return { done: failed('unavailable', 'other jobs kept changing the comment') };
  const delayMs = delayBeforeWriteMs(publication, current, progress, context);
  return delayMs > 0
    ? { waitMs: Math.min(delayMs, leftMs) }
    : write(publication, current, progress, leftMs, context);
}

/** How much longer the comment must not change; 0 if it has not changed for long enough. */
function quietTimeLeftMs(current: Snapshot, progress: Progress, { quietMs, clock }: StickyContext): number {
  if (progress.lastSeen === null || !isUnchanged(progress.lastSeen.own, current.own))
    progress.lastSeen = { own: current.own, atMs: current.endedMs };
  const { atMs } = progress.lastSeen;
  return current.startedMs - atMs >= quietMs ? 0 : Math.max(1, atMs + quietMs - clock.nowMs());
}

/**
 * Jobs that began together would overwrite each other repeatedly, or cause several mails about comments that they create
 * at once. So each waits for a random time before such a write.
 */
function delayBeforeWriteMs(
  publication: Publication,
  current: Snapshot,
  progress: Progress,
  context: StickyContext,
): number {
  const isFirst = progress.writes === 0;
  const mayCollide = publication.legs !== 1 && (!isFirst || current.own.length === 0);
  progress.hasWaited = mayCollide && !progress.hasWaited;
  return progress.hasWaited
    ? context.quietMs * context.random() * Math.min(Math.max(progress.writes, 1), 4)
    : 0;
}

async function write(
  { section, legs, render }: Publication,
  current: Snapshot,
  progress: Progress,
  leftMs: number,
  context: StickyContext,
): Promise<Step> {
  const { comments, clock, quietMs } = context;
  const [target, ...others] = current.own;
  const sections = mergeSections([[section], current.sections], legs);
  const body = composeComment(context.key, randomBytes(4).toString('hex'), sections, render);
  const withinMs = (): number => (legs === 1 ? leftMs : current.startedMs + quietMs - clock.nowMs());
  if (withinMs() <= 0) return { waitMs: 0 };
  progress.writes += 1;
  progress.created ||= target === undefined;
  const written = await (target === undefined
    ? comments.create(body, withinMs())
    : comments.update(target.id, body, withinMs()));
  if (!written.ok) return afterFailure(written.failure, progress, leftMs, context);
  progress.lastSeen = { own: [written.value], atMs: clock.nowMs() };
  for (const { id } of others) if (withinMs() > 0) await comments.remove(id, withinMs());
  if (legs !== 1) return { waitMs: quietMs };
  return {
    done: succeeded({ action: progress.created ? 'created' : 'updated', url: written.value.html_url }),
  };
}

const mostFailures = 4;

/** A failure that may pass is retried after the comments were read again, since the write may have been done. */
function afterFailure(
  failure: Failure,
  progress: Progress,
  leftMs: number,
  { quietMs }: StickyContext,
): Step {
  progress.failures += 1;
  const waitMs = waitAfterMs(failure, quietMs);
  const goesOn = waitMs !== null && waitMs < leftMs && progress.failures < mostFailures;
  return goesOn ? { waitMs } : { done: { ok: false, failure } };
}

function waitAfterMs({ kind, retryAfterMs }: Failure, quietMs: number): number | null {
  // Somebody deleted the comment in the meantime: another leg that merged it, or a person.
  if (kind === 'not-found') return 0;
  if (kind === 'rate-limited') return retryAfterMs ?? usualLimitMs;
  return kind === 'unavailable' ? (retryAfterMs ?? quietMs / 4) : null;
}
