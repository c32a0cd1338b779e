import type { Failure, Permission } from './failure.ts';

/** What the hint depends on. */
export interface HintFacts {
  /** The job is for a pull request from a fork. */
  fromFork: boolean;
}

/** The block to put into a workflow. A block takes away what it does not name, so it names what checkout needs too. */
export function permissionsBlock(needed: readonly Permission[]): string[] {
  return ['permissions:', ...['contents: read', ...new Set(needed)].map((line) => `  ${line}`)];
}

/** What to do about a failure of GitHub, as lines for the log; none where nobody can do anything. */
export function permissionsHint(
  { kind, neededPermission }: Pick<Failure, 'kind' | 'neededPermission'>,
  { fromFork }: HintFacts,
): string[] {
  if (kind === 'unauthorized')
    return ['the token is not valid; leave the input out to use that of the job itself'];
  if (kind !== 'forbidden' || neededPermission === null) return [];
  if (fromFork && neededPermission === 'pull-requests: write') return forkLines();
  return [
    'the token of this job may not do that; put this into the job, or at the top of the workflow:',
    '',
    ...permissionsBlock([neededPermission]),
    '',
    'where the workflow is called by another one, the calling job needs it too',
  ];
}

function forkLines(): string[] {
  return [
    'the token of a job for a pull request from a fork may only read; no permissions: block changes that.',
    'The summary of this run has the whole report. For a comment as well, let this job upload its result as an',
    'artifact, and add a second workflow that starts on workflow_run and uses org/pod-start-slo/report@v1. It needs:',
    '',
    ...permissionsBlock(['actions: read', 'pull-requests: write']),
  ];
}
