import type { Result } from '../../../core/result.ts';
import type { Environment } from '../../start-run.ts';
import type { Log } from '../log.ts';
import type { NotificationOutputs } from '../outputs.ts';
import { comment, type CommentWish } from './comment.ts';
import { keepIssues } from './issue.ts';
import { jobOf, type Contexts } from './job.ts';
import { githubOf } from './open.ts';

/** What is to be told on GitHub, and with which token. */
export interface GithubWish extends Contexts {
  token: string | null;
  comment: CommentWish;
  /** Whether a scheduled run keeps an issue while the SLO is violated. */
  issue: boolean;
}

export interface GithubContext {
  env: Environment;
  log: Log;
  signal: AbortSignal;
}

/**
 * Comments and keeps issues as far as that is wanted and possible, and resolves with their addresses. What GitHub does
 * never changes the verdict.
 */
export async function tellGithub(
  result: Result,
  wish: GithubWish,
  around: GithubContext,
): Promise<NotificationOutputs> {
  const { env, log } = around;
  if (wish.token === null) {
    log.say('comments and issues skipped: github-token is empty');
    return { 'comment-url': '', 'issue-url': '' };
  }
  log.mask(wish.token);
  const job = jobOf(env, wish);
  const github = await githubOf(job, wish.token, around);
  const commentUrl = await comment(result, wish.comment, { github, job, log });
  const issueUrls = wish.issue ? await keepIssues(result, wish.comment.id, { github, job, log }) : [];
  return { 'comment-url': commentUrl ?? '', 'issue-url': issueUrls.join('\n') };
}
