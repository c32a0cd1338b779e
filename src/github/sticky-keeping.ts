import { randomBytes } from 'node:crypto';
import type { Timer } from './api.ts';
import type { Comment, Comments } from './comments.ts';
import { composeComment, type Render } from './compose.ts';
import { failed, succeeded, type Failure, type Outcome } from './failure.ts';
import { usualLimitMs } from './retry.ts';
import { mergeSections, type Section } from './section.ts';
import { isUnchanged, ownComments, sectionsIn, standingOf, type Look } from './sticky-standing.ts';

export interface Rhythm {
  /**
   * The longest from looking to a write that follows from it, and how long a comment has to stand still until nobody
   * can be about to overwrite what it says.
   */
  quietMs: number;
  /** Time for all of it. */
  budgetMs: number;
  /** From 0 to 1, for waits that differ from leg to leg. */
  random: () => number;
}

/** What the keeping needs of the world. */
export interface Surroundings extends Rhythm {
  key: string;
  comments: Comments;
  wroteIt: (comment: Comment) => boolean;
  clock: Timer;
  signal: AbortSignal;
}

interface Keeping {
  section: Section;
  legs: number | null;
  render: Render;
}

/** `outdated`: a newer run was there first. */
export interface Kept {
  action: 'created' | 'updated' | 'outdated';
  url: string | null;
}

/** How far one has come. */
interface Progress {
  /** Attempts to write. */
  writes: number;
  /** Those that came to nothing, as far as is known. */
  failures: number;
  created: boolean;
  /** Whether it has waited for others since it last saw a reason to write. */
  rested: boolean;
  /** The comments as they were at this time. */
  sight: { own: readonly Comment[]; atMs: number } | null;
}

type Step = { done: Outcome<Kept> } | { waitMs: number };

/** @param before sections seen earlier: somebody may have overwritten them since */
export async function lookAt(
  before: readonly Section[],
  legs: number | null,
  { key, comments, wroteIt, clock }: Surroundings,
): Promise<Outcome<Look>> {
  const startedMs = clock.nowMs();
  const listed = await comments.list();
  if (!listed.ok) return listed;
  const own = ownComments(listed.value, key, wroteIt);
  const sections = mergeSections([...sectionsIn(own), before], legs);
  return succeeded({ startedMs, endedMs: clock.nowMs(), own, sections });
}

/**
 * GitHub has no way to write only where nothing has changed, so legs of a matrix may overwrite each other. None loses
 * its section all the same:
 *
 * - Who writes has looked `quietMs` ago at most: what was there that long ago is in what it writes.
 * - Who has written looks again until the comment has stood still for `quietMs` with its section in it. By then
 *   everybody who may still write has seen the section, and keeps it.
 * - Where several comments were created at once the oldest stays. Who sees the others moves what they say into it and
 *   deletes them.
 *
 * This holds as long as GitHub does not carry out a request later than that. Where it does, a leg that is still looking
 * puts things right.
 */
export async function keepSection(
  keeping: Keeping,
  first: Look,
  around: Surroundings,
): Promise<Outcome<Kept>> {
  const { clock, signal } = around;
  const endMs = clock.nowMs() + around.budgetMs;
  const progress: Progress = { writes: 0, failures: 0, created: false, rested: false, sight: null };
  let current = first;
  for (;;) {
    const step = await nextStep(keeping, current, progress, endMs, around);
    if ('done' in step) return step.done;
    const isOver = await clock.sleep(Math.max(0, step.waitMs), signal).then(
      () => false,
      () => true,
    );
    if (isOver) return failed('cancelled', 'commenting was cancelled');
    const looked = await lookAt(current.sections, keeping.legs, around);
    if (!looked.ok) return looked;
    current = looked.value;
  }
}

async function nextStep(
  keeping: Keeping,
  current: Look,
  progress: Progress,
  endMs: number,
  around: Surroundings,
): Promise<Step> {
  const standing = standingOf(current, keeping.section, keeping.legs);
  const url = current.own[0]?.html_url ?? null;
  if (standing === 'outdated') return { done: succeeded({ action: 'outdated', url }) };
  const leftMs = endMs - around.clock.nowMs();
  if (standing === 'there' && progress.writes > 0) {
    const waitMs = keeping.legs === 1 ? 0 : untilStillMs(current, progress, around);
    if (waitMs > 0 && leftMs > 0) return { waitMs: Math.min(waitMs, leftMs) };
    return { done: succeeded({ action: progress.created ? 'created' : 'updated', url }) };
  }
  if (leftMs <= 0) return { done: failed('unavailable', 'other jobs kept changing the comment') };
  const restMs = restBeforeMs(keeping, current, progress, around);
  return restMs > 0
    ? { waitMs: Math.min(restMs, leftMs) }
    : write(keeping, current, progress, leftMs, around);
}

/** How long the comment has to stand still yet; 0 when it has done so. */
function untilStillMs(current: Look, progress: Progress, { quietMs, clock }: Surroundings): number {
  if (progress.sight === null || !isUnchanged(progress.sight.own, current.own))
    progress.sight = { own: current.own, atMs: current.endedMs };
  const { atMs } = progress.sight;
  return current.startedMs - atMs >= quietMs ? 0 : Math.max(1, atMs + quietMs - clock.nowMs());
}

/**
 * Legs that began together would overwrite each other again and again, or send everybody several mails about comments
 * that they create at once; so each waits for a time of its own before such a write.
 */
function restBeforeMs(keeping: Keeping, current: Look, progress: Progress, around: Surroundings): number {
  const isFirst = progress.writes === 0;
  const mayCollide = keeping.legs !== 1 && (!isFirst || current.own.length === 0);
  progress.rested = mayCollide && !progress.rested;
  return progress.rested ? around.quietMs * around.random() * Math.min(Math.max(progress.writes, 1), 4) : 0;
}

async function write(
  { section, legs, render }: Keeping,
  current: Look,
  progress: Progress,
  leftMs: number,
  around: Surroundings,
): Promise<Step> {
  const { comments, clock, quietMs } = around;
  const [target, ...others] = current.own;
  const sections = mergeSections([[section], current.sections], legs);
  const body = composeComment(around.key, randomBytes(4).toString('hex'), sections, render);
  const withinMs = (): number => (legs === 1 ? leftMs : current.startedMs + quietMs - clock.nowMs());
  if (withinMs() <= 0) return { waitMs: 0 };
  progress.writes += 1;
  progress.created ||= target === undefined;
  const written = await (target === undefined
    ? comments.create(body, withinMs())
    : comments.update(target.id, body, withinMs()));
  if (!written.ok) return afterFailure(written.failure, progress, leftMs, around);
  progress.sight = { own: [written.value], atMs: clock.nowMs() };
  for (const { id } of others) if (withinMs() > 0) await comments.remove(id, withinMs());
  if (legs !== 1) return { waitMs: quietMs };
  return {
    done: succeeded({ action: progress.created ? 'created' : 'updated', url: written.value.html_url }),
  };
}

const mostFailures = 4;

/** What may pass is tried again after another look, since nobody knows whether it was done. */
function afterFailure(failure: Failure, progress: Progress, leftMs: number, { quietMs }: Surroundings): Step {
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
