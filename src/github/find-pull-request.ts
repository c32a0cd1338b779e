import * as z from 'zod';
import type { Github } from './api.ts';
import type { WorkflowRun } from './event.ts';
import { succeeded, type Outcome } from './failure.ts';

const pullSchema = z.object({
  number: z.number().int(),
  head: z.object({
    ref: z.string(),
    sha: z.string(),
    repo: z.object({ full_name: z.string() }).nullable(),
  }),
});

type Pull = z.infer<typeof pullSchema>;

export type FoundPullRequest = { kind: 'found'; number: number } | { kind: 'none'; why: string };

/**
 * The open pull request that a run was for. GitHub's own list says it, never what the run left behind: that is written
 * by whoever opened the pull request. A run of a fork is not linked to its pull request by the event or by the commit,
 * so the branch is looked for, and repository, branch and commit have to be those of the run. Where something was
 * pushed since, nothing is found: the result is not that of what is there now.
 */
export async function findPullRequest(github: Github, run: WorkflowRun): Promise<Outcome<FoundPullRequest>> {
  const [owner = ''] = run.headRepository.split('/');
  const parameters = { head: `${owner}:${run.headBranch}`, state: 'open' };
  const route = 'GET /repos/{owner}/{repo}/pulls';
  const listed = await github.list(
    { route, parameters, needs: 'pull-requests: write' },
    z.array(pullSchema),
    10,
  );
  return listed.ok ? succeeded(chosen(listed.value.items, run)) : listed;
}

function chosen(pulls: readonly Pull[], run: WorkflowRun): FoundPullRequest {
  const { headRepository, headBranch, headSha } = run;
  const sameBranch = pulls.filter(
    ({ head }) =>
      head.ref === headBranch && head.repo?.full_name.toLowerCase() === headRepository.toLowerCase(),
  );
  const [only, ...others] = sameBranch.filter(({ head }) => head.sha === headSha);
  if (only !== undefined && others.length === 0) return { kind: 'found', number: only.number };
  if (only !== undefined) {
    const numbers = [only, ...others].map(({ number }) => `#${number}`).join(', ');
    return {
      kind: 'none',
      why: `several open pull requests (${numbers}) have this commit; which one ran is not known`,
    };
  }
  const why =
    sameBranch.length === 0
      ? `no open pull request is for ${headBranch} of ${headRepository}`
      : `commits were pushed to the pull request after ${headSha.slice(0, 12)}, which was measured`;
  return { kind: 'none', why };
}
