import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { usageError } from '../../core/errors.ts';
import type { Environment } from '../start-run.ts';

/**
 * Events that anybody can cause, and whose jobs hold the repository's secrets and a token that may write
 * (https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows). Those of
 * `pull_request` and its reviews have neither where a fork is behind them.
 */
const strangersEvents: ReadonlySet<string> = new Set([
  'pull_request_target',
  'pull_request_comment',
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
  'check_run',
  'check_suite',
  'status',
  'fork',
  'watch',
  'gollum',
]);

/**
 * What is measured comes from a pull request in nearly every workflow; to start that on such an event is to run a
 * stranger's code with these rights
 * (https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/).
 * @throws PodStartSloError usage
 */
export function refuseUnsafeEvent(env: Environment, isAllowed: boolean): void {
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  const cause = name === 'workflow_run' ? causeOfRun(env) : strangersEvents.has(name) ? name : null;
  if (cause === null || isAllowed) return;
  throw usageError([
    {
      field: 'allow-unsafe-event',
      message: `this job was started by ${cause}, which anybody can cause: it has the secrets of the repository and a token that may write, and would start what may be a stranger's code`,
      fix: 'start the workflow on pull_request, and comment from a second one on workflow_run with org/pod-start-slo/report@v1; if nothing that is measured comes from a pull request, set allow-unsafe-event: true',
    },
  ]);
}

const workflowRunSchema = z.object({
  workflow_run: z.object({
    event: z.string(),
    head_repository: z.object({ full_name: z.string() }).nullish(),
  }),
});

/** What was behind a `workflow_run`; null where it was somebody who may write to the repository. */
function causeOfRun(env: Environment): string | null {
  const parsed = workflowRunSchema.safeParse(readPayload(env['GITHUB_EVENT_PATH'] ?? ''));
  if (!parsed.success) return 'workflow_run of an unknown run';
  const { event, head_repository: head } = parsed.data.workflow_run;
  if (strangersEvents.has(event)) return `workflow_run of a run on ${event}`;
  const isOwn = head?.full_name.toLowerCase() === (env['GITHUB_REPOSITORY'] ?? '').toLowerCase();
  return isOwn ? null : 'workflow_run of a fork';
}

/** A payload that cannot be read is as good as none: nothing that is told depends on it for a verdict. */
export function readPayload(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
