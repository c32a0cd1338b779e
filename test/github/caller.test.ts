import { describe, expect, it } from 'vitest';
import { callerIn, callerOf, type OwnJob } from '../../src/github/caller.ts';
import { githubOf } from './github-harness.ts';
import { startGithub } from './server/start-github.ts';
import type { JobState } from './server/state.ts';

const called = 'octo-org/app/.github/workflows/measure.yml@refs/heads/main';
const caller = 'octo-org/app/.github/workflows/nightly.yml@refs/heads/main';

const own: OwnJob = {
  ...{ run: { runId: 5, attempt: 1 }, checkRunId: 31, workflowRef: called, runWorkflowRef: caller },
  ...{ runnerName: 'GitHub Actions 2', matrixTitle: '' },
};

const job = (id: number, name: string, runnerName: string): JobState => ({
  ...{ id, runId: 5, attempt: 1, name, status: 'in_progress', runnerName },
});

const jobs = [job(31, 'old / slo', 'GitHub Actions 2'), job(32, 'new / slo', 'GitHub Actions 3')];

describe('the job that calls a workflow', () => {
  it('comes from the full name of the own job', async () => {
    await using server = await startGithub({ jobs });
    await expect(callerOf(githubOf(server), own)).resolves.toBe('old');
    await expect(callerOf(githubOf(server), { ...own, checkRunId: 32 })).resolves.toBe('new');
  });

  it('comes from the name of the runner where the server does not tell the id of the job', async () => {
    await using server = await startGithub({ jobs });
    const older = { ...own, checkRunId: null, workflowRef: null };
    await expect(callerOf(githubOf(server), older)).resolves.toBe('old');
  });

  it('is unknown where two jobs have runners of one name', async () => {
    const same = jobs.map((each) => ({ ...each, runnerName: 'GitHub Actions 2' }));
    await using server = await startGithub({ jobs: same });
    await expect(callerOf(githubOf(server), { ...own, checkRunId: null })).resolves.toBeNull();
  });

  it('is unknown to a token without actions: read, which is no failure', async () => {
    const permissions = { issues: 'write', pull_requests: 'write', actions: 'none' } as const;
    await using server = await startGithub({ jobs, permissions });
    await expect(callerOf(githubOf(server), own)).resolves.toBeNull();
    await expect(callerOf(githubOf(server), { ...own, checkRunId: null })).resolves.toBeNull();
  });

  it('is none, and nothing is asked, where the job is in the workflow that was started', async () => {
    await using server = await startGithub();
    await expect(callerOf(githubOf(server), { ...own, workflowRef: caller })).resolves.toBe('');
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['slo', '', ''],
    ['slo (a / b)', 'a / b', ''],
    ['call / slo', '', 'call'],
    ['call (1.33) / slo (nginx, 80)', 'nginx, 80', 'call (1.33)'],
    ['outer / inner / slo', '', 'outer / inner'],
  ])('of %s with the matrix "%s" is "%s"', (name, matrixTitle, expected) => {
    expect(callerIn(name, matrixTitle)).toBe(expected);
  });
});
