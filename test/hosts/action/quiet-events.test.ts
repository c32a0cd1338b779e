import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runAction } from '../../../src/hosts/action/run-action.ts';
import { forkPermissions } from '../../github/server/permissions.ts';
import { startGithub } from '../../github/server/start-github.ts';
import { makeResult } from '../../make-result.ts';
import { exampleResults } from '../../reports/example-results.ts';
import { fakeHost } from './fake-host.ts';

const violated = exampleResults['violated'] ?? makeResult({ scenarios: [] });

const sha = '0123456789abcdef0123456789abcdef01234567';
const head = { repository: 'octo-org/app', ref: 'feature', sha };
const pulls = [{ number: 7, state: 'open', head, base: { ref: 'main' } }] as const;
const payload = { pull_request: { number: 7, head: { sha, repo: { full_name: 'octo-org/app' } } } };

/** The requests of a step whose objective is violated, on such an event. */
async function requestsOn(event: string): Promise<number> {
  await using github = await startGithub({ pulls: [...pulls], permissions: forkPermissions });
  const inputs = { image: 'app:pr', port: '8080', objectives: 'p95 <= 30s', 'github-token': github.token };
  const folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const eventPath = join(folder, 'event.json');
  writeFileSync(eventPath, JSON.stringify(payload));
  const env = {
    ...{ RUNNER_TEMP: folder, GITHUB_EVENT_PATH: eventPath },
    ...{ GITHUB_API_URL: github.url, GITHUB_EVENT_NAME: event, GITHUB_REPOSITORY: 'octo-org/app' },
    ...{ GITHUB_RUN_ID: '42', GITHUB_SHA: sha },
  };
  expect(await runAction(fakeHost(inputs, env), () => Promise.resolve(violated))).toBe(1);
  return github.requests.length;
}

it.each(['push', 'merge_group', 'schedule', 'workflow_dispatch'])(
  'on %s the action sends GitHub no request, though the SLO is violated',
  async (event) => {
    expect(await requestsOn(event)).toBe(0);
  },
);

it('on pull_request it does, even with a token that may only read', async () => {
  expect(await requestsOn('pull_request')).toBeGreaterThan(0);
});
