import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environment } from '../cluster/support/environment.ts';
import { makeZip } from '../github/make-zip.ts';
import { forkPermissions } from '../github/server/permissions.ts';
import { startGithub } from '../github/server/start-github.ts';
import type { PullState } from '../github/server/state.ts';
import { example, makeRepository, minutes, twoStarts } from './support/act.ts';

const { kubeconfig, slowStartImage } = environment();
const dockerfile = `FROM ${slowStartImage}\n`;

test.concurrent(
  'a missed objective fails the job, comments, and later steps can tell why',
  { timeout: 3 * minutes },
  async () => {
    await using github = await startGithub({ repository: 'org/app', pulls: [pull] });
    using repository = await makeRepository({
      'gate.yml': `on: pull_request
jobs:
  slo:
    runs-on: ubuntu-latest
    steps:
      - id: slo
        uses: org/pod-start-slo@v1
        with: { cluster: existing, kubeconfig: '${kubeconfig}', image: '${slowStartImage}', port: 8080, options: 'defaults: { warmup: 0 }', iterations: 1, objectives: max <= 1ms }
      - if: always()
        run: echo "it was $VERDICT"
        env: { VERDICT: '\${{ steps.slo.outputs.verdict }}' }
`,
    });
    const payload = {
      pull_request: { number: 7, head: { sha: pull.head.sha, repo: { full_name: 'org/app' } } },
    };
    const options = { event: 'pull_request', github, payload };
    const { code, stdout } = await repository.act(join(repository.folder, 'gate.yml'), options);
    expect(code, stdout).toBe(1);
    expect(stdout).toContain('it was violated');
    expect(stdout).toContain('SLO violated');
    expect(github.state.comments).toMatchObject([
      { issue: 7, body: expect.stringContaining('### ❌ ') as string },
    ]);
  },
);

test.concurrent(
  'a run of a fork leaves its result, and the second workflow comments for it',
  { timeout: 6 * minutes },
  async () => {
    const fork = { ...pull, head: { ...pull.head, repository: 'stranger/app' } };
    await using github = await startGithub({
      repository: 'org/app',
      pulls: [fork],
      permissions: forkPermissions,
    });
    using repository = await makeRepository({ Dockerfile: dockerfile }, twoStarts);
    const repo = { full_name: 'stranger/app' };
    const measured = await repository.act(example('fork-run'), {
      ...{ event: 'pull_request', github, timeoutMs: 4 * minutes },
      payload: { pull_request: { number: 7, head: { sha: pull.head.sha, repo } } },
    });
    expect(measured.code, measured.stdout).toBe(0);
    const zip = makeZip([
      { name: 'result.json', content: readFileSync(join(repository.artifacts, 'pod-start-slo/result.json')) },
    ]);
    await using ours = await startGithub({
      ...{ repository: 'org/app', pulls: [fork] },
      artifacts: [{ id: 1, name: 'pod-start-slo', runId: 77, expired: false, zip }],
    });
    const run = {
      id: 77,
      run_attempt: 1,
      event: 'pull_request',
      head_branch: 'feature',
      head_sha: pull.head.sha,
      head_repository: repo,
    };
    const reported = await repository.act(withComment(repository.folder, 'always'), {
      ...{ event: 'workflow_run', github: ours, payload: { workflow_run: run } },
    });
    expect(reported.code, reported.stdout).toBe(0);
    expect(ours.state.comments).toMatchObject([
      {
        issue: 7,
        body: expect.stringMatching(/Reported by a run of the fork `stranger\/app`[^]*### ✅ /) as string,
      },
    ]);
  },
);

const pull: PullState = {
  ...{ number: 7, state: 'open', base: { ref: 'main' } },
  head: { repository: 'org/app', ref: 'feature', sha: '0123456789abcdef0123456789abcdef01234567' },
};

/** The example as it stands but for the mode of the comment: a fork whose SLO is met gets none otherwise. */
function withComment(folder: string, mode: string): string {
  const path = join(folder, 'fork-report.yml');
  writeFileSync(
    path,
    readFileSync(example('fork-report'), 'utf8').replace(
      /^ *- uses: org.pod-start-slo.report@v1$/m,
      `$&\n        with: { comment: ${mode} }`,
    ),
  );
  return path;
}
