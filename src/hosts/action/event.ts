import { usageError } from '../../core/errors.ts';
import type { Environment } from '../start-run.ts';

/**
 * On `pull_request_target` a job holds the repository's secrets and a token that may write, while what it measures
 * comes from the pull request in nearly every workflow: starting that is running a stranger's code with those rights
 * (https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/).
 * @throws PodStartSloError usage
 */
export function refuseUnsafeEvent(env: Environment, isAllowed: boolean): void {
  if (env['GITHUB_EVENT_NAME'] !== 'pull_request_target' || isAllowed) return;
  throw usageError([
    {
      field: 'allow-pull-request-target',
      message:
        'this job was started by pull_request_target: it has the secrets of the repository and a token that may write, and would start code of a pull request that anybody can open',
      fix: 'start the workflow on pull_request, and comment from a second one on workflow_run; where nothing that is measured comes from the pull request, set allow-pull-request-target: true',
    },
  ]);
}
