import { ownScenarios } from '../../../core/comparison/own-scenarios.ts';
import type { Github } from '../../../github/api.ts';
import { commentTargetOf } from '../../../github/event.ts';
import { permissionsHint } from '../../../github/permissions-hint.ts';
import { postStickyComment, type StickyRequest } from '../../../github/sticky-comment.ts';
import type { CommentMode } from '../../../github/sticky-decisions.ts';
import { blocks, link, gfm } from '../../../reports/markdown/escape.ts';
import type { Result } from '../../../core/result.ts';
import { renderComment } from '../../../reports/comment/comment.ts';
import { renderCommentSection } from '../../../reports/comment/section.ts';
import type { Log } from '../log.ts';
import { urlOfRun, type Job } from './job.ts';
import { namingOf, toTellApart, type Naming } from './naming.ts';
import { stateOfAll } from './state.ts';

export interface CommentWish {
  mode: CommentMode;
  /** Sets comments of one job apart; empty for the usual one. */
  id: string;
}

interface Parts {
  github: Github;
  job: Job;
  log: Log;
}

/**
 * Comments in the pull request, where the job is for one. Resolves with the comment's address; null if there is none.
 * Never throws for what GitHub does.
 */
export async function comment(
  result: Result,
  wish: CommentWish,
  { github, job, log }: Parts,
): Promise<string | null> {
  const place = commentTargetOf(job.event);
  if (place.kind !== 'pull-request') {
    if (wish.mode !== 'on-violation' && place.kind === 'none') log.say(`no comment: ${place.why}`);
    return null;
  }
  if (wish.mode === 'never') return null;
  const naming = await namingOf(github, job, result);
  const request = requestOf(result, wish, { job, naming, commit: place.headSha });
  return await post({ number: place.number, fromFork: place.fromFork }, request, { github, log });
}

/** Posts a prepared comment, and logs what became of it. Resolves with its address; null if there is no comment. */
export async function post(
  pullRequest: { number: number; fromFork: boolean },
  request: StickyRequest,
  { github, log }: Pick<Parts, 'github' | 'log'>,
): Promise<string | null> {
  const outcome = await postStickyComment(github, pullRequest.number, request);
  if (outcome.ok) {
    const { action, url } = outcome.value;
    if (action === 'worse-said')
      log.say(
        `comment: unchanged: another job of this run reports worse for the same scenarios; ${toTellApart}`,
      );
    else if (action !== 'off') log.say(`comment: ${action}${url === null ? '' : ` ${url}`}`);
    return url;
  }
  log.say(`warning: no comment: ${outcome.failure.message}`);
  for (const line of permissionsHint(outcome.failure, pullRequest)) log.say(line);
  return null;
}

function requestOf(
  result: Result,
  { mode, id }: CommentWish,
  { job, naming, commit }: { job: Job; naming: Naming; commit: string },
): StickyRequest {
  const { key, content, caller } = naming;
  return {
    key: [...key, id],
    section: {
      id: JSON.stringify([job.leg.title, job.step, ...(content === null ? [] : [content])]),
      title:
        job.leg.title ||
        ownScenarios(result)
          .map(({ name }) => name)
          .join(', '),
      body: blocks([
        renderCommentSection(result, { commit, job: caller }),
        link(gfm`Log, summary and files of this run`, urlOfRun(job, job.run)),
      ]),
      state: stateOfAll(result),
    },
    run: job.run,
    mode,
    leg: job.leg.index,
    // Other calls of the same workflow may write to the comment as well.
    legs: content === null ? job.leg.count : null,
    render: renderComment,
  };
}
