import { markdownSource, type Markdown } from '../core/markdown.ts';
import type { Github } from './api.ts';
import { commentsOf, type Comment } from './comments.ts';
import type { Render } from './compose.ts';
import { succeeded, type Outcome } from './failure.ts';
import { identify, mayBe } from './identity.ts';
import { keyOf } from './marker.ts';
import { isWorseOfOneRun, stateAfter, type RunStamp, type Section, type SectionState } from './section.ts';
import {
  publishSection,
  readSnapshot,
  type Published,
  type StickyTiming,
  type StickyContext,
} from './sticky-writing.ts';
import { firstStep, presenceOf, type CommentMode, type Snapshot } from './sticky-decisions.ts';

/** What a job has to say. */
export interface StickyRequest {
  /** One comment for each: workflow, job and comment-id, for instance. */
  key: readonly string[];
  section: {
    /** The same from run to run, and no other part of the job has it: leg and step, for instance. */
    id: string;
    title: string;
    body: Markdown;
    state: SectionState;
    /** Whose words it is, where nobody here has checked it; null: our own. */
    reporter?: Section['reporter'];
  };
  run: RunStamp;
  mode: CommentMode;
  /** The leg of the matrix that this is, `strategy.job-index`. */
  leg: string;
  /** How many legs the matrix has, `strategy.job-total`; null where nobody knows. One needs no waiting for others. */
  legs: number | null;
  render: Render;
}

export const usualTiming: StickyTiming = { quietMs: 3000, budgetMs: 60_000, random: Math.random };

/**
 * `unchanged`: on-change, and nothing did; `nothing-to-say`: no comment was needed; `off`: mode never;
 * `worse-said`: another job of this run has the same section, and something worse to say.
 */
export interface Sticky {
  action: Published['action'] | 'unchanged' | 'nothing-to-say' | 'worse-said' | 'off';
  url: string | null;
}

/**
 * Says something in the one comment that a job has on a pull request: written where there is something to say, kept up
 * to date from then on. Whatever GitHub does is told in the outcome.
 */
export async function postStickyComment(
  github: Github,
  pullRequest: number,
  request: StickyRequest,
  rhythm: Partial<StickyTiming> = {},
): Promise<Outcome<Sticky>> {
  if (request.mode === 'never') return succeeded({ action: 'off', url: null });
  const identity = await identify(github);
  if (!identity.ok) return identity;
  const comments = commentsOf(github, pullRequest, 'pull-requests: write');
  const wroteIt = ({ user }: Comment): boolean => mayBe(identity.value, user);
  const { clock, signal } = github.access;
  const key = keyOf(...request.key);
  return writeSection(request, { key, comments, wroteIt, clock, signal, ...usualTiming, ...rhythm });
}

/** The same, with comments from anywhere. */
export async function writeSection(request: StickyRequest, context: StickyContext): Promise<Outcome<Sticky>> {
  const { mode, legs, render } = request;
  if (mode === 'never') return succeeded({ action: 'off', url: null });
  const looked = await readSnapshot([], legs, context);
  if (!looked.ok) return looked;
  const section = sectionOf(request, looked.value);
  const url = looked.value.own[0]?.html_url ?? null;
  const isOutdated = presenceOf(looked.value, section, legs) === 'outdated';
  const there = looked.value.sections.find(({ id }) => id === section.id);
  if (there !== undefined && isWorseOfOneRun(there, section)) return succeeded({ action: 'worse-said', url });
  const step = isOutdated ? 'outdated' : firstStep(mode, looked.value, section);
  if (step !== 'write') return succeeded({ action: step, url });
  return publishSection({ section, legs, render }, looked.value, context);
}

const longestTitle = 120;

function sectionOf({ section, leg, run }: StickyRequest, { sections }: Snapshot): Section {
  const id = keyOf(section.id);
  const previous = sections.find((each) => each.id === id) ?? null;
  const { state, reporter = null } = section;
  return {
    ...{ id, leg: keyOf(leg).slice(0, 8), run, reporter, body: markdownSource(section.body) },
    title: section.title.slice(0, longestTitle),
    state: stateAfter(previous, { state, run }),
  };
}
