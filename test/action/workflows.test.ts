import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { environment } from '../cluster/support/environment.ts';
import { kubectl, objectsIn } from '../cluster/support/kubectl.ts';
import { readResult } from '../cluster/support/result.ts';
import { commitOf, example, makeRepository, minutes } from './support/act.ts';
import { containers } from './support/kind.ts';
import { loadAs, publish } from './support/images.ts';

const { kubeconfig, slowStartImage } = environment();
const dockerfile = `FROM ${slowStartImage}\n`;

/** Needs a group of runners, images of Docker Hub and this repository on GitHub. */
const notRun = new Set(['matrix-merge']);

test('every example workflow is run here', () => {
  const tests = ['workflows', 'workflows-github'].map((name) => `test/action/${name}.test.ts`);
  const named = tests.map((file) => readFileSync(file, 'utf8')).join('');
  const examples = readdirSync('examples/workflows').map((file) => file.replace(/\.yml$/, ''));
  expect(examples.filter((name) => !notRun.has(name) && !named.includes(`example('${name}')`))).toEqual([]);
});

test('the first example of the README is this workflow', () => {
  expect(readFileSync('README.md', 'utf8')).toContain(readFileSync(example('pull-request'), 'utf8'));
});

// Each waits for a cluster of its own for most of its time.
test.concurrent(
  'the workflow to paste builds an image, makes a cluster and comes to a verdict',
  { timeout: 5 * minutes },
  async () => {
    using repository = await makeRepository({ Dockerfile: dockerfile });
    const { code, stdout } = await repository.act(example('pull-request'), {
      event: 'pull_request',
      timeoutMs: 4 * minutes,
    });
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain('::set-output:: verdict=met');
    expect(stdout).toMatch(/::set-output:: p95-ms=\d+/);
    expect(stdout).toContain('Summary - ✅ **MET**');
    expect(stdout).toContain('Success - Post org/pod-start-slo@v1');
    const [, cluster = ''] = /creating the kind cluster (\S+)/.exec(stdout) ?? [];
    expect(cluster).not.toBe('');
    expect(await containers(cluster)).toEqual([]);
  },
);

test.concurrent(
  'a manifest of one’s own with set-up, and outputs in a later step',
  { timeout: 5 * minutes },
  async () => {
    using repository = await makeRepository({
      Dockerfile: dockerfile,
      'deploy/app.yml': `${pod('app:pr', 'settings')}\n---\n${service}`,
      'deploy/config.yml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { SLOW_START_LISTEN_AFTER: 300ms }\n',
      'deploy/database.yml':
        'apiVersion: v1\nkind: Service\nmetadata: { name: database }\nspec: { ports: [{ port: 5432 }] }\n',
    });
    const { code, stdout } = await repository.act(example('own-manifest'), {
      event: 'pull_request',
      timeoutMs: 4 * minutes,
    });
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toMatch(/\| met, p95 \d+ ms/);
  },
);

test.concurrent('a cluster of one’s own, its kubeconfig a secret', { timeout: 4 * minutes }, async () => {
  using repository = await makeRepository({ 'README.md': 'app' });
  await loadAs(`registry.example.com/app:${await commitOf(repository.folder)}`);
  await kubectl(['create', 'namespace', 'pod-start']);
  onTestFinished(async () => {
    await kubectl(['delete', 'namespace', 'pod-start', '--wait=false']);
  });
  const { code, stdout } = await repository.act(example('existing-cluster'), {
    event: 'push',
    secrets: { STAGING_KUBECONFIG: readFileSync(kubeconfig, 'utf8') },
    timeoutMs: 3 * minutes,
  });
  expect({ code, stdout }).toMatchObject({ code: 0 });
  expect(stdout).toContain('::set-output:: verdict=met');
  expect(await objectsIn('pod-start')).toEqual([]);
});

test.concurrent(
  'every night with evidence: the result is there for the next step',
  { timeout: 5 * minutes },
  async () => {
    await publish('app:nightly');
    using repository = await makeRepository({
      // Evidence for a median takes few starts.
      'pod-start-slo.yml': `scenarios:
  - name: app
    workload: { image: 'registry.example.com/app:nightly', port: 8080 }
    objectives: ['p50 <= 30s']
`,
      'nightly.yml': readFileSync(example('nightly'), 'utf8').replace('iterations: 80', 'iterations: 10'),
    });
    const { code, stdout } = await repository.act(join(repository.folder, 'nightly.yml'), {
      event: 'schedule',
      timeoutMs: 4 * minutes,
    });
    expect({ code, stdout }).toMatchObject({ code: 0 });
    const [scenario] = readResult(join(repository.artifacts, 'pod-start-slo/result.json')).scenarios;
    expect(scenario).toMatchObject({ rule: 'proven', verdict: 'met' });
    expect(scenario?.summary.count).toBe(10);
    expect(readFileSync(join(repository.artifacts, 'pod-start-slo/summary.md'), 'utf8')).toContain('**MET**');
  },
);

test.concurrent('several images by a matrix, each really pulled', { timeout: 5 * minutes }, async () => {
  await publish('bloomberg/goldpinger:v3.0.0');
  using repository = await makeRepository({ 'README.md': 'apps' });
  const matrix = 'name:goldpinger';
  const { code, stdout } = await repository.act(example('several-images'), {
    ...{ event: 'pull_request', matrix, timeoutMs: 4 * minutes },
  });
  expect({ code, stdout }).toMatchObject({ code: 0 });
  expect(stdout).toContain('[20/20] answered');
  // Of all starts: where it was not the same each time, the report counts.
  expect(stdout).toMatch(/^\| image pull \|.*\| pulled \|$/m);
});

function pod(image: string, settings: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: app, labels: { app: app } }
spec:
  containers:
    - name: app
      image: ${image}
      envFrom: [{ configMapRef: { name: ${settings} } }]
      ports: [{ containerPort: 8080 }]
`;
}

const service = `apiVersion: v1
kind: Service
metadata: { name: app }
spec: { type: NodePort, selector: { app: app }, ports: [{ port: 80, targetPort: 8080 }] }
`;
