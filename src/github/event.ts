import * as z from 'zod';

/** What started the job, as the runner tells it. */
export interface EventFacts {
  /** GITHUB_EVENT_NAME */
  name: string;
  /** The content of the file GITHUB_EVENT_PATH, parsed. */
  payload: unknown;
  /** GITHUB_REPOSITORY */
  repository: string;
  /** GITHUB_REF */
  ref: string;
}

/** The run that a `workflow_run` is about. Everything of it may be a stranger's choice, but for the id. */
export interface WorkflowRun {
  id: number;
  attempt: number;
  /** `owner/name` */
  headRepository: string;
  headBranch: string;
  headSha: string;
  fromFork: boolean;
}

/** Where a result can be commented on. */
export type CommentTarget =
  | { kind: 'pull-request'; number: number; headSha: string; fromFork: boolean }
  | { kind: 'workflow-run'; run: WorkflowRun }
  | { kind: 'none'; why: string };

const repositorySchema = z.object({ full_name: z.string() });

const pullRequestSchema = z.object({
  pull_request: z.object({
    number: z.number().int().positive(),
    // Null where the fork is deleted by now.
    head: z.object({ sha: z.string(), repo: repositorySchema.nullish() }),
  }),
});

const workflowRunSchema = z.object({
  workflow_run: z.object({
    id: z.number().int().positive(),
    run_attempt: z.number().int().positive().default(1),
    event: z.string(),
    head_branch: z.string().nullish(),
    head_sha: z.string(),
    head_repository: repositorySchema.nullish(),
  }),
});

/** Events whose payload names the pull request that the job is for. */
const pullRequestEvents: ReadonlySet<string> = new Set([
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
]);

/** Where a job may comment, by the event that started it: only on the pull request that the event is about. */
export function commentTargetOf(event: EventFacts): CommentTarget {
  if (pullRequestEvents.has(event.name)) return pullRequestOf(event);
  if (event.name === 'workflow_run') return workflowRunOf(event);
  const name = event.name === '' ? 'what started this job' : `the event ${event.name}`;
  return { kind: 'none', why: `${name} is about no pull request` };
}

function pullRequestOf({ name, payload, repository }: EventFacts): CommentTarget {
  const parsed = pullRequestSchema.safeParse(payload);
  if (!parsed.success) return { kind: 'none', why: `the payload of ${name} has no pull request` };
  const { number, head } = parsed.data.pull_request;
  return { kind: 'pull-request', number, headSha: head.sha, fromFork: isOther(head.repo, repository) };
}

function workflowRunOf({ payload, repository }: EventFacts): CommentTarget {
  const parsed = workflowRunSchema.safeParse(payload);
  if (!parsed.success) return { kind: 'none', why: 'the payload of workflow_run has no run' };
  const { id, run_attempt: attempt, event, ...head } = parsed.data.workflow_run;
  if (event !== 'pull_request')
    return { kind: 'none', why: `the run before was started by ${event}, not by a pull request` };
  const { head_branch: headBranch, head_sha: headSha, head_repository: from } = head;
  if (typeof headBranch !== 'string' || headBranch === '' || from == null)
    return { kind: 'none', why: 'the branch of the run before is gone' };
  const fromFork = isOther(from, repository);
  return {
    kind: 'workflow-run',
    run: { id, attempt, headRepository: from.full_name, headBranch, headSha, fromFork },
  };
}

/** Names of repositories are compared as GitHub does. */
function isOther(head: { full_name: string } | null | undefined, repository: string): boolean {
  return head?.full_name.toLowerCase() !== repository.toLowerCase();
}

const defaultBranchSchema = z.object({ repository: z.object({ default_branch: z.string() }) });

/** The name of the default branch; null where the payload does not say it. */
export function defaultBranchOf(payload: unknown): string | null {
  return defaultBranchSchema.safeParse(payload).data?.repository.default_branch ?? null;
}

/** A schedule runs on the default branch only, and its payload does not name it. */
export function isOnDefaultBranch({ name, payload, ref }: Omit<EventFacts, 'repository'>): boolean {
  const branch = defaultBranchOf(payload);
  return branch === null
    ? name === 'schedule' && ref.startsWith('refs/heads/')
    : ref === `refs/heads/${branch}`;
}

/** Whether a run may keep an issue about violations, and why not. */
export type IssueTarget = { kind: 'default-branch' } | { kind: 'none'; why: string };

/**
 * Issues are about what everybody has: scheduled runs, and ones that somebody starts by hand on the default branch, to
 * see whether a repair has helped.
 */
export function issueTargetOf({ name, payload, ref }: EventFacts): IssueTarget {
  if (name !== 'schedule' && name !== 'workflow_dispatch')
    return { kind: 'none', why: 'issues are opened by scheduled runs, and by ones started by hand' };
  if (isOnDefaultBranch({ name, payload, ref })) return { kind: 'default-branch' };
  return { kind: 'none', why: `issues are opened for the default branch only, not for ${ref}` };
}
