import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/core/result.ts';
import type { GithubWish } from '../../../src/hosts/action/github/tell-github.ts';
import { tellGithub } from '../../../src/hosts/action/github/tell-github.ts';
import { Log } from '../../../src/hosts/action/log.ts';
import type { Permissions } from '../../github/server/permissions.ts';
import { startGithub, type Github } from '../../github/server/start-github.ts';
import type { JobState } from '../../github/server/state.ts';
import { makeResult, spread } from '../../make-result.ts';
import { fakeHost } from './fake-host.ts';

const repository = { full_name: 'octo-org/app', default_branch: 'main' };
const head = { repository: 'octo-org/app', ref: 'feature', sha: 'c'.repeat(40) };
const pulls = [{ number: 7, state: 'open', head, base: { ref: 'main' } }] as const;
const events = {
  pull_request: { repository, pull_request: { number: 7, head: { sha: head.sha, repo: repository } } },
  schedule: { repository },
};
const withoutActions: Permissions = { issues: 'write', pull_requests: 'write', actions: 'none' };

const resultOf = (name: string, objective: string): Result =>
  makeResult({ scenarios: [{ iterations: spread(20), objectives: [objective], scenario: { name } }] });
const met = (name: string): Result => resultOf(name, 'p95 <= 60s');
const violated = (name: string): Result => resultOf(name, 'max <= 1ms');

/** The two calls of one reusable workflow, in the runs 1 to 3. */
const jobs = [1, 2, 3].flatMap((runId): JobState[] =>
  ['old', 'new'].map((caller, index) => ({
    ...{ id: runId * 10 + index, runId, attempt: 1, name: `${caller} / slo` },
    ...{ status: 'in_progress', runnerName: `runner ${index}` },
  })),
);

/** What a step of a called workflow tells: GITHUB_JOB, workflow and step are those of the other call too. */
async function tell(
  github: Github,
  call: { caller: 'old' | 'new'; runId: number; event?: keyof typeof events; commentId?: string },
  result: Result,
): Promise<string> {
  const { caller, runId, event = 'pull_request', commentId = '' } = call;
  const host = fakeHost();
  const path = join(mkdtempSync(join(tmpdir(), 'pod-start-slo-event-')), 'event.json');
  writeFileSync(path, JSON.stringify(events[event]));
  const env = {
    ...{ GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'octo-org/app', GITHUB_EVENT_NAME: event },
    ...{ GITHUB_EVENT_PATH: path, GITHUB_REF: 'refs/heads/main', GITHUB_ACTION: 'slo', GITHUB_JOB: 'slo' },
    ...{ GITHUB_RUN_ID: String(runId), GITHUB_RUN_ATTEMPT: '1' },
    GITHUB_WORKFLOW_REF: 'octo-org/app/.github/workflows/ci.yml@refs/heads/main',
  };
  const job = {
    check_run_id: runId * 10 + (caller === 'old' ? 0 : 1),
    workflow_ref: 'octo-org/app/.github/workflows/measure.yml@refs/heads/main',
  };
  const wish: GithubWish = {
    ...{ token: github.token, issue: true, comment: { mode: 'on-violation', id: commentId } },
    strategy: JSON.stringify({ 'job-index': 0, 'job-total': 1 }),
    ...{ matrix: null, job: JSON.stringify(job) },
  };
  const { signal } = new AbortController();
  await tellGithub(result, wish, { env, log: new Log(host.toolkit), signal });
  return host.lines.join('\n');
}

const bodies = (github: Github): string[] => github.state.comments.map(({ body }) => body);

describe('two calls of a reusable workflow', () => {
  it('have a comment each, and neither recovers from what the other said', async () => {
    await using github = await startGithub({ pulls: [...pulls], jobs });
    await tell(github, { caller: 'old', runId: 1 }, violated('app'));
    await tell(github, { caller: 'new', runId: 1 }, met('app'));
    expect(bodies(github)).toEqual([expect.stringContaining('job old') as string]);
    expect(bodies(github)[0]).not.toContain('Recovered');
    await tell(github, { caller: 'old', runId: 2 }, met('app'));
    expect(bodies(github)[0]).toContain('Recovered');
  });

  it('have an issue each, which only a later run of the same call closes', async () => {
    await using github = await startGithub({ jobs });
    for (const runId of [1, 2]) {
      await tell(github, { caller: 'old', runId, event: 'schedule' }, violated('app'));
      await tell(github, { caller: 'new', runId, event: 'schedule' }, met('app'));
    }
    expect(github.state.issues).toMatchObject([
      { title: 'Pod start SLO violated: app (job old)', state: 'open' },
    ]);
    await tell(github, { caller: 'old', runId: 3, event: 'schedule' }, met('app'));
    expect(github.state.issues.map(({ state }) => state)).toEqual(['closed']);
  });

  it('share the comment of a token without actions: read, with a section for each thing that is measured', async () => {
    await using github = await startGithub({ pulls: [...pulls], jobs, permissions: withoutActions });
    await tell(github, { caller: 'old', runId: 1 }, violated('app'));
    await tell(github, { caller: 'new', runId: 1 }, met('other'));
    const [body = '', ...others] = bodies(github);
    expect(others).toEqual([]);
    expect(body).toContain('<summary>app: ❌ violated</summary>');
    expect(body).toContain('<summary>other: ✅ met</summary>');
  });

  it('that measure one thing keep the worse of both, and the log says how to tell them apart', async () => {
    await using github = await startGithub({ pulls: [...pulls], jobs, permissions: withoutActions });
    await tell(github, { caller: 'old', runId: 1 }, violated('app'));
    const said = await tell(github, { caller: 'new', runId: 1 }, met('app'));
    expect(said).toContain('give its jobs the permission actions: read, or set comment-id');
    expect(bodies(github)).toEqual([expect.stringContaining('starts too slowly') as string]);
  });

  it('are told apart by comment-id, in issues too', async () => {
    await using github = await startGithub({ jobs, permissions: withoutActions });
    for (const runId of [1, 2]) {
      await tell(github, { caller: 'new', runId, event: 'schedule', commentId: 'new' }, met('app'));
      await tell(github, { caller: 'old', runId, event: 'schedule', commentId: 'old' }, violated('app'));
    }
    expect(github.state.issues).toMatchObject([{ state: 'open' }]);
  });
});
