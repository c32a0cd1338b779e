import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runAction } from '../../../src/hosts/action/run-action.ts';
import type { Permissions } from '../../github/server/permissions.ts';
import { startGithub, type Github } from '../../github/server/start-github.ts';
import { makeResult, spread } from '../../make-result.ts';
import { fakeHost } from './fake-host.ts';

const repository = { full_name: 'octo-org/app', default_branch: 'main' };
const head = { repository: 'octo-org/app', ref: 'feature', sha: 'c'.repeat(40) };
const pulls = [{ number: 7, state: 'open', head, base: { ref: 'main' } }] as const;
const events = {
  pull_request: { repository, pull_request: { number: 7, head: { sha: head.sha, repo: repository } } },
  schedule: { repository },
};

const violated = makeResult({
  scenarios: ['old', 'new'].map((name) => ({
    ...{ iterations: spread(20), objectives: ['max <= 1ms'], scenario: { name } },
  })),
});

/** The outputs of a step that measured two scenarios, both violated. */
async function outputs(github: Github, event: keyof typeof events): Promise<Record<string, string>> {
  const path = join(mkdtempSync(join(tmpdir(), 'pod-start-slo-event-')), 'event.json');
  writeFileSync(path, JSON.stringify(events[event]));
  const env = {
    ...{ GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'octo-org/app', GITHUB_EVENT_NAME: event },
    ...{ GITHUB_EVENT_PATH: path, GITHUB_REF: 'refs/heads/main', GITHUB_RUN_ID: '1', GITHUB_JOB: 'slo' },
  };
  const inputs = {
    image: 'app:pr',
    port: '8080',
    'github-token': github.token,
    'on-violation-issue': 'true',
  };
  const host = fakeHost(inputs, env);
  await runAction(host, () => Promise.resolve(violated));
  return host.outputs;
}

it('a step that comments says where its comment is', async () => {
  await using github = await startGithub({ pulls: [...pulls] });
  const { 'comment-url': comment, 'issue-url': issue, verdict } = await outputs(github, 'pull_request');
  expect(github.state.comments).toHaveLength(1);
  expect(comment).toMatch(/^https?:\/\/\S+\/octo-org\/app\/\S*7\S*\d+$/);
  expect([verdict, issue]).toEqual(['violated', '']);
});

it('a scheduled step says where the issues of its scenarios are, one per line', async () => {
  await using github = await startGithub({ pulls: [] });
  const { 'comment-url': comment, 'issue-url': issues = '' } = await outputs(github, 'schedule');
  expect(github.state.issues).toHaveLength(2);
  expect(issues.split('\n')).toEqual(
    github.state.issues.map(() => expect.stringMatching(/^https?:\S+$/) as string),
  );
  expect(new Set(issues.split('\n')).size).toBe(2);
  expect(comment).toBe('');
});

it('both are empty strings where the token may not write, and the verdict stays', async () => {
  const none: Permissions = { issues: 'read', pull_requests: 'read', actions: 'none' };
  await using github = await startGithub({ pulls: [...pulls], permissions: none });
  expect(await outputs(github, 'pull_request')).toMatchObject({
    verdict: 'violated',
    'comment-url': '',
    'issue-url': '',
  });
});
