import { expect, test } from 'vitest';
import { environment } from '../cluster/support/environment.ts';
import { faults } from '../github/server/faults.ts';
import { forkPermissions } from '../github/server/permissions.ts';
import { startGithub, type Github } from '../github/server/start-github.ts';
import { annotationsIn } from './support/file-commands.ts';
import { stepInputs } from './support/inputs.ts';
import { makeRunner, type StepOptions } from './support/runner.ts';

const { kubeconfig, slowStartImage } = environment();
const met = 'max <= 60s';
const missed = 'max <= 1ms';
const repository = { full_name: 'octo-org/app', default_branch: 'main' };
const head = { repository: 'octo-org/app', ref: 'feature', sha: '0123456789abcdef0123456789abcdef01234567' };
const pulls = [{ number: 7, state: 'open', head, base: { ref: 'main' } }] as const;
const pullRequest = {
  name: 'pull_request',
  payload: { repository, pull_request: { number: 7, head: { sha: head.sha, repo: repository } } },
};

/** A step that measures one start on the tests' cluster and tells it to a GitHub of the tests'. */
function stepFor(
  github: Github,
  more: { inputs?: Record<string, string>; runId?: number; event?: StepOptions['event'] } & Pick<
    StepOptions,
    'matrix'
  >,
): StepOptions {
  const { inputs = {}, runId = 42, event = pullRequest, ...options } = more;
  return {
    ...{ ...options, event, token: github.token },
    inputs: stepInputs({
      ...{
        cluster: 'existing',
        kubeconfig,
        image: slowStartImage,
        port: '8080',
        'image-pull-policy': 'IfNotPresent',
      },
      ...{ via: 'node-port', warmup: '0', iterations: '1', objectives: met },
      ...inputs,
    }),
    env: { GITHUB_API_URL: github.url, GITHUB_RUN_ID: String(runId) },
  };
}

const bodies = ({ state }: Github): string[] => state.comments.map(({ body }) => body);

test('the runs of a pull request leave one comment, which says in the end that it has recovered', async () => {
  await using github = await startGithub({ pulls: [...pulls] });
  using runner = makeRunner();
  const run = (runId: number, objectives: string) =>
    runner.step(stepFor(github, { runId, inputs: { objectives } })).main();
  expect(await run(1, met)).toMatchObject({ code: 0 });
  expect(bodies(github)).toEqual([]);
  const violated = await run(2, missed);
  expect(violated.code).toBe(1);
  expect(violated.stdout).toContain('comment: created https://');
  expect(bodies(github)).toEqual([expect.stringContaining('### ❌ ') as string]);
  for (const runId of [3, 4]) expect((await run(runId, met)).stdout).toContain('comment: updated');
  expect(bodies(github)).toEqual([
    expect.stringContaining('✅ Recovered: this was not met before.') as string,
  ]);
  expect(bodies(github)[0]).toContain('/actions/runs/4/attempts/1');
});

test('legs of a matrix share one comment, each with a section of its own', async () => {
  await using github = await startGithub({ pulls: [...pulls] });
  using runner = makeRunner();
  const legs = ['nginx', 'caddy'].map((name, index) =>
    runner.step(
      stepFor(github, { inputs: { objectives: missed }, matrix: { index, total: 2, values: { name } } }),
    ),
  );
  const ends = await Promise.all(legs.map((step) => step.main()));
  expect(ends.map(({ code }) => code)).toEqual([1, 1]);
  expect(bodies(github)).toHaveLength(1);
  for (const name of ['nginx', 'caddy'])
    expect(bodies(github)[0]).toContain(`<summary>${name}: ❌ violated</summary>`);
});

test.each([
  ['a fork, whose token may only read', forkPermissions, 'org/pod-start-slo/report@v1'],
  ['a token without the permission', { ...forkPermissions }, 'pull-requests: write'],
] as const)(
  '%s costs the comment, not the verdict, and the log says what to do',
  async (_, permissions, said) => {
    await using github = await startGithub({ pulls: [...pulls], permissions });
    using runner = makeRunner();
    const fork = { full_name: 'stranger/app' };
    const payload = {
      repository,
      pull_request: { number: 7, head: { sha: head.sha, repo: said.startsWith('org/') ? fork : repository } },
    };
    const event = { name: 'pull_request', payload };
    const { code, stdout, outputs, summary } = await runner
      .step(stepFor(github, { event, inputs: { objectives: missed } }))
      .main();
    expect({ code, verdict: outputs['verdict'] }).toEqual({ code: 1, verdict: 'violated' });
    expect(summary).toContain('**VIOLATED**');
    expect(stdout).toContain('warning: no comment: GitHub answered 403');
    expect(stdout).toContain(said);
    expect(annotationsIn(stdout)).toHaveLength(1);
  },
);

test('a GitHub that fails costs the comment, not the verdict', async () => {
  await using github = await startGithub({ pulls: [...pulls] });
  github.fail({ times: 100 }, faults.serverError());
  using runner = makeRunner();
  const { code, outputs, stdout } = await runner
    .step(stepFor(github, { inputs: { comment: 'always' } }))
    .main();
  expect({ code, verdict: outputs['verdict'] }).toEqual({ code: 0, verdict: 'met' });
  expect(stdout).toContain('warning: no comment: GitHub answered 502');
});

test('on merge_group nothing is asked of GitHub', async () => {
  await using github = await startGithub({ pulls: [...pulls] });
  using runner = makeRunner();
  const event = { name: 'merge_group', payload: { repository } };
  const { code, outputs } = await runner
    .step(stepFor(github, { event, inputs: { objectives: missed } }))
    .main();
  expect({ code, verdict: outputs['verdict'] }).toEqual({ code: 1, verdict: 'violated' });
  expect(github.requests).toEqual([]);
});

test('a scheduled run opens an issue, keeps it while the SLO is violated, and closes it', async () => {
  await using github = await startGithub();
  using runner = makeRunner();
  const run = (runId: number, objectives: string) =>
    runner
      .step(
        stepFor(github, {
          runId,
          event: { name: 'schedule', payload: { repository } },
          inputs: { objectives, 'on-violation-issue': 'true' },
        }),
      )
      .main();
  expect((await run(1, missed)).stdout).toContain('issue: opened https://');
  expect((await run(2, missed)).stdout).toContain('issue: updated https://');
  expect(github.state.issues).toMatchObject([{ title: 'Pod start SLO violated: slow-start', state: 'open' }]);
  expect(github.state.issues[0]?.body).toContain('2 runs');
  expect((await run(3, met)).stdout).toContain('issue: closed https://');
  expect(github.state.issues).toMatchObject([{ state: 'closed', stateReason: 'completed' }]);
  expect(bodies(github)).toEqual([expect.stringContaining('Met again') as string]);
  expect((await run(4, met)).stdout).toContain('issue: nothing-to-say');
});
