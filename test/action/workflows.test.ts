import { readdirSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { environment } from '../cluster/support/environment.ts';
import { kubectl, objectsIn } from '../cluster/support/kubectl.ts';
import { commitOf, example, makeRepository, minutes, twoStarts } from './support/act.ts';
import { containers, createdIn } from './support/kind.ts';
import { loadAs } from './support/images.ts';

const { kubeconfig, slowStartImage } = environment();
const dockerfile = `FROM ${slowStartImage}\n`;

/** Needs a group of runners, images of Docker Hub and this repository on GitHub. */
const notRun = new Set(['matrix-merge']);

test('every example workflow is run here', () => {
  const tests = ['workflows', 'workflows-github', 'workflows-pulled'].map(
    (name) => `test/action/${name}.test.ts`,
  );
  const named = tests.map((file) => readFileSync(file, 'utf8')).join('');
  const examples = readdirSync('examples/workflows').map((file) => file.replace(/\.yml$/, ''));
  expect(examples.filter((name) => !notRun.has(name) && !named.includes(`example('${name}')`))).toEqual([]);
});

test('the first example of the README is this workflow', () => {
  expect(readFileSync('README.md', 'utf8')).toContain(readFileSync(example('pull-request'), 'utf8'));
});

test(
  'the workflow to paste builds an image, makes a cluster and comes to a verdict',
  { timeout: 5 * minutes },
  async () => {
    using repository = await makeRepository({ Dockerfile: dockerfile });
    const { code, stdout } = await repository.act(example('pull-request'), {
      event: 'pull_request',
      timeoutMs: 4 * minutes,
    });
    expect(code, stdout).toBe(0);
    expect(stdout).toContain('::set-output:: verdict=met');
    expect(stdout).toMatch(/::set-output:: p95-ms=\d+/);
    expect(stdout).toContain('Summary - ✅ **MET**');
    expect(stdout).toContain('Success - Post org/pod-start-slo@v1');
    expect(await containers(createdIn(stdout))).toEqual([]);
  },
);

test(
  'a manifest of one’s own with set-up, and outputs in a later step',
  { timeout: 5 * minutes },
  async () => {
    const files = {
      Dockerfile: dockerfile,
      'deploy/app.yml': `${pod('app:pr', 'settings')}\n---\n${service}`,
      'deploy/config.yml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { SLOW_START_LISTEN_AFTER: 300ms }\n',
      'deploy/database.yml':
        'apiVersion: v1\nkind: Service\nmetadata: { name: database }\nspec: { ports: [{ port: 5432 }] }\n',
    };
    using repository = await makeRepository(files, twoStarts);
    const { code, stdout } = await repository.act(example('own-manifest'), {
      event: 'pull_request',
      timeoutMs: 4 * minutes,
    });
    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(/\| met, p95 \d+ ms/);
  },
);

test('a cluster of one’s own, its kubeconfig a secret', { timeout: 4 * minutes }, async () => {
  using repository = await makeRepository({ 'README.md': 'app' }, twoStarts);
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
  expect(code, stdout).toBe(0);
  expect(stdout).toContain('::set-output:: verdict=met');
  expect(await objectsIn('pod-start')).toEqual([]);
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
