import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environment } from '../cluster/support/environment.ts';
import { leftovers, leftoversAfter, namespaceGoes } from '../cluster/support/kubectl.ts';
import { readResult } from '../cluster/support/result.ts';
import { scoped, waitFor } from '../cluster/support/waiting.ts';
import { annotationsIn, commandsIn } from './support/file-commands.ts';
import { stepInputs } from './support/inputs.ts';
import { makeRunner, type Step } from './support/runner.ts';
import type { Started } from '../cluster/support/command.ts';

const { kubeconfig, slowStartImage } = environment();

/** A step on the tests' cluster; the pod listens at once unless `args` say otherwise. */
function slowStart(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return stepInputs({
    ...{ cluster: 'existing', kubeconfig, image: slowStartImage, port: '8080' },
    ...{ 'image-pull-policy': 'IfNotPresent', via: 'node-port', warmup: '0', iterations: '1' },
    ...more,
  });
}

/** A step whose second start is going on. */
async function inSecondStart(step: Step): Promise<Started> {
  const started = step.start();
  await waitFor('the first start', () => {
    const { stdout, stderr } = started.output();
    if (started.child.exitCode !== null) throw new Error(`it ended:\n${stdout}\n${stderr}`);
    return /^\[1\/\d\] answered/m.test(stdout) ? true : null;
  });
  return started;
}

/** Commands that every step may print. */
const harmless = new Set(['add-mask', 'group', 'endgroup']);
const others = (log: string) => commandsIn(log).filter(({ name }) => !harmless.has(name));

test('a met objective passes the step, with outputs, result file, summary and nothing left', async () => {
  using runner = makeRunner();
  const step = runner.step({ inputs: slowStart({ objectives: 'p95 <= 30s', iterations: '2' }) });
  const { code, stdout, stderr, outputs, summary } = await step.main();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const result = readResult(outputs['result-path'] ?? '');
  expect(outputs).toEqual({
    verdict: 'met',
    'p50-ms': `${Math.round(result.scenarios[0]?.summary.p50Ms ?? 0)}`,
    'p95-ms': `${Math.round(result.scenarios[0]?.summary.p95Ms ?? 0)}`,
    'p99-ms': `${Math.round(result.scenarios[0]?.summary.p99Ms ?? 0)}`,
    'max-ms': `${Math.round(result.scenarios[0]?.summary.maxMs ?? 0)}`,
    'change-percent': '',
    'comment-url': '',
    'issue-url': '',
    'result-path': expect.stringMatching(`^${step.temp}/pod-start-slo/run-[^/]+/result.json$`) as string,
    'summary-path': expect.stringMatching(`^${step.temp}/pod-start-slo/run-[^/]+/summary.md$`) as string,
    'reports-path': expect.stringMatching(`^${step.temp}/pod-start-slo/run-[^/]+$`) as string,
  });
  expect(result).toMatchObject({ complete: true, verdict: 'met', cluster: { provider: 'existing' } });
  expect(summary).toMatch(/^✅ \*\*MET\*\*/);
  expect(stdout).toMatch(/^::group::slow-start: 2 starts$/m);
  expect(stdout).toMatch(/^\[2\/2\] answered in /m);
  expect(others(stdout)).toEqual([]);
  // The credentials of the kubeconfig are masked before anything else is said of the cluster.
  const names = commandsIn(stdout).map(({ name }) => name);
  expect(names.indexOf('add-mask')).toBeGreaterThanOrEqual(0);
  expect(names.indexOf('add-mask')).toBeLessThan(names.indexOf('group'));
  expect(await leftovers(result.runId)).toEqual([]);
  const post = await step.post();
  expect(post).toMatchObject({ code: 0, stdout: '', stderr: '' });
});

test('a violated objective fails the step with one annotation that says by how much', async () => {
  using runner = makeRunner();
  const objectives = 'p95 <= 100ms\nmax <= 50s';
  const { code, stdout, outputs, summary } = await runner.step({ inputs: slowStart({ objectives }) }).main();
  expect(code).toBe(1);
  expect(outputs['verdict']).toBe('violated');
  expect(Number(outputs['p95-ms'])).toBeGreaterThan(100);
  expect(annotationsIn(stdout)).toEqual([
    {
      name: 'error',
      properties: 'title=SLO violated',
      message: expect.stringMatching(
        /^slow-start: \d+ of \d+ starts? exceeded 100 ms; (at most \d|none) may\. The p95 is .+ over its limit of 100 ms$/,
      ) as string,
    },
  ]);
  expect(summary).toMatch(/^❌ \*\*VIOLATED\*\*/);
});

test.each([
  ['warn', 0, ['warning']],
  ['fail', 1, ['error']],
  ['pass', 0, []],
])('an inconclusive run with on-inconclusive %s ends with exit code %i', async (word, code, levels) => {
  using runner = makeRunner();
  const inputs = slowStart({
    ...{ objectives: 'p95 <= 30s', rule: 'proven', 'max-iterations': '1' },
    'on-inconclusive': word,
  });
  const end = await runner.step({ inputs }).main();
  expect(end).toMatchObject({ code, outputs: { verdict: 'inconclusive' } });
  expect(annotationsIn(end.stdout).map(({ name }) => name)).toEqual(levels);
});

test('wrong inputs are told all at once, and nothing is created', async () => {
  using runner = makeRunner();
  const inputs = {
    port: '80b',
    objectives: 'fast',
    'kind-version': 'v1',
    cluster: 'existing',
    rule: 'strict',
  };
  const { code, stdout, outputs, summary } = await runner.step({ inputs }).main();
  expect(code).toBe(1);
  expect(outputs['verdict']).toBe('usage');
  const [annotation, ...more] = annotationsIn(stdout);
  expect(more).toEqual([]);
  for (const input of ['port', 'objectives', 'kind-version', 'rule'])
    expect(annotation?.message).toMatch(new RegExp(`^  ${input}:`, 'm'));
  expect(summary).toContain('**WRONG INPUTS**');
});

test('images that are loaded and always pulled are refused before there is a cluster', async () => {
  using runner = makeRunner();
  const inputs = { image: 'app:pr', 'load-images': 'app:pr', port: '80', 'image-pull-policy': 'Always' };
  const { code, stdout } = await runner.step({ inputs, env: { PATH: '/nowhere' } }).main();
  expect(code).toBe(1);
  expect(annotationsIn(stdout)[0]?.message).toContain('asks a registry at every start');
});

test('pull_request_target is refused unless it is allowed', async () => {
  using runner = makeRunner();
  const payload = { pull_request: { head: { sha: 'abc', repo: { full_name: 'stranger/fork' } } } };
  const event = { name: 'pull_request_target', payload };
  const refused = await runner.step({ inputs: slowStart(), event }).main();
  expect(refused).toMatchObject({ code: 1, outputs: { verdict: 'usage' } });
  expect(annotationsIn(refused.stdout)[0]?.message).toContain('allow-unsafe-event: true');
  const inputs = slowStart({ 'allow-unsafe-event': 'true' });
  expect(await runner.step({ inputs, event }).main()).toMatchObject({ code: 0 });
});

/** When the runner kills a step that it has sent a signal (ProcessInvoker.cs of actions/runner). */
const lifeAfterMs = { SIGINT: 7500, SIGTERM: 2500 } as const;

test.each(['SIGINT', 'SIGTERM'] as const)(
  'a step cancelled by %s writes what was measured and leaves nothing',
  async (signal) => {
    using runner = makeRunner();
    const step = runner.step({
      inputs: slowStart({ iterations: '5', args: '--listen-after=2s', objectives: 'p95 <= 30s' }),
    });
    await using started = scoped(await inSecondStart(step));
    started.child.kill(signal);
    const killing = setTimeout(() => started.child.kill('SIGKILL'), lifeAfterMs[signal]);
    const { code, outputs, summary, stdout } = await step.end(started);
    clearTimeout(killing);
    expect(code).toBe(1);
    expect(outputs['verdict']).toBe('interrupted');
    expect(summary).toContain('**INTERRUPTED**');
    expect(stdout).toContain(`${signal}: deleting what was created`);
    const { runId, namespace, complete, scenarios } = readResult(outputs['result-path'] ?? '');
    expect(complete).toBe(false);
    expect(scenarios[0]?.iterations.map(({ outcome }) => outcome)).toEqual(['answered']);
    expect(await leftoversAfter(20_000, runId)).toEqual([]);
    expect(await namespaceGoes(namespace, 60_000)).toBe(true);
  },
);

test('what a killed step left is deleted by post, and a second post does no harm', async () => {
  using runner = makeRunner();
  const step = runner.step({ inputs: slowStart({ iterations: '5', args: '--listen-after=2s' }) });
  const started = await inSecondStart(step);
  started.child.kill('SIGKILL');
  await started.ended;
  const { runId } = JSON.parse(step.state()['run'] ?? '') as { runId: string };
  expect(await leftovers(runId)).not.toEqual([]);
  expect(await step.post()).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('deleted namespace') as string,
  });
  expect(await leftoversAfter(60_000, runId)).toEqual([]);
  expect(annotationsIn((await step.post()).stdout)).toEqual([]);
});

test('nothing that comes from outside is a command to the runner', async () => {
  using runner = makeRunner();
  const step = runner.step({
    inputs: { cluster: 'existing', kubeconfig, config: 'slo.yml', 'max-duration': '20s' },
  });
  // The kubelet repeats the name of an image that is none in its message.
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', labels: { app: 'web' } },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 1,
      containers: [
        {
          name: 'app',
          image: 'x\n::error::taken over\n##[error]taken over\u001b[31m',
          ports: [{ containerPort: 8080 }],
        },
      ],
    },
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
  };
  writeFileSync(
    join(step.workspace, 'app.yml'),
    [object, service].map((each) => JSON.stringify(each)).join('\n---\n'),
  );
  const scenario = {
    name: '::error::x ##[error]y',
    workload: { manifest: 'app.yml' },
    iterations: 1,
    warmup: 0,
    timeout: '5s',
    objectives: ['p95 <= 5s'],
  };
  writeFileSync(join(step.workspace, 'slo.yml'), JSON.stringify({ scenarios: [scenario] }));
  const { stdout, outputs, summary } = await step.main();
  expect(outputs['verdict']).toBe('violated');
  expect(readFileSync(outputs['result-path'] ?? '', 'utf8')).toContain('::error::taken over');
  expect(others(stdout).map(({ name }) => name)).toEqual(['error']);
  expect(annotationsIn(stdout)).toHaveLength(1);
  expect(summary).not.toMatch(/^\s*::/m);
  expect(stdout).not.toContain('\u001b');
});

test('a step whose log nobody reads any more still ends as it should', async () => {
  using runner = makeRunner();
  const step = runner.step({ inputs: slowStart({ iterations: '2' }) });
  await using started = scoped(await inSecondStart(step));
  started.child.stdout?.destroy();
  const { code, outputs } = await step.end(started);
  expect(code).toBe(0);
  expect(await leftovers(readResult(outputs['result-path'] ?? '').runId)).toEqual([]);
});
