import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { documentedRoles } from '../../src/core/permissions/documented.ts';
import { publish } from '../action/support/images.ts';
import { cli, startCli } from './support/cli.ts';
import { elsewhere, fromElsewhere } from './support/elsewhere.ts';
import { environment } from './support/environment.ts';
import { kubectl, leftovers, leftoversAfter, makeNamespace, objectsIn } from './support/kubectl.ts';
import { manifest, pod, slowStart } from './support/manifests.ts';
import { inNode } from './support/node.ts';
import { makeFolder, measureOnce, readResult } from './support/result.ts';
import { restrictedTo } from './support/service-account.ts';
import { printed, waitFor } from './support/waiting.ts';

// An image of this file alone: removing it takes none away that other tests use.
const repository = 'node-helper/slow-start:test';
const image = `${environment().registry}/${repository}`;

/**
 * Another one, which no kubelet has pulled: since Kubernetes 1.35 an image that the kubelet has pulled is not there under
 * other names.
 */
const sharedRepository = 'node-helper/shared-slow-start:test';

beforeAll(async () => {
  await publish(repository);
  await publish(sharedRepository);
});

const coldStartsOf = (of: string): string[] => [
  ...['--image', of, '--port', '8080', '--via', 'node-port', '--warmup', '0'],
  ...['--image-cache', 'remove', '--image-pull-policy', 'IfNotPresent'],
];
const cold = coldStartsOf(image);
const helper = ['--allow-node-helper', '--node-helper-image', environment().busyboxImage];

test('where only the API is known, a pod removes the image before each start; the documented Roles are enough', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const names = ['', '-more', '-nodes', '-node-helper'].map((part) => `pod-start-slo${part}`);
  const roles = documentedRoles().filter(({ metadata }) => names.includes(metadata.name));
  expect(roles).toHaveLength(names.length);
  const where = { namespace: namespace.name, folder: folder.path, change: fromElsewhere };
  await using user = await restrictedTo(roles, where);
  const over = new AbortController();
  const sightings = new Set<string>();
  const looking = lookForHelpers(namespace.name, sightings, over.signal);
  const flags = [...cold, ...helper, '-n', namespace.name, '--kubeconfig', user.kubeconfig];
  const run = await measureOnce([...flags, '--iterations', '3']);
  over.abort();
  await looking;
  expect(run).toMatchObject({ code: 0, scenario: { summary: { timedOut: 0, failed: 0 } } });
  expect(run.stderr).not.toContain('warning:');
  for (const { imagePulls } of run.scenario.iterations) {
    expect(imagePulls).toMatchObject([{ container: 'app', image, kind: 'pulled' }]);
    expect(imagePulls[0]?.ms).toBeGreaterThan(1);
    expect(imagePulls[0]?.bytes).toBeGreaterThan(1_000_000);
  }
  // One and the same from before the first start to after the last: none comes or goes beside a start.
  expect(sightings.size).toBe(1);
  expect(await leftovers(run.result.runId)).toEqual([]);
});

test('an image that other pods use stays, whoever removes it and however they call it, and they are named', async () => {
  const image = `${environment().registry}/${sharedRepository}`;
  const cold = coldStartsOf(image);
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  await inNode(['crictl', 'pull', image]);
  await using other = await tagged(image, 'other.example/app:1');
  const theirs = [
    named('runs', pod({ containers: [slowStart([], { image: other.name, imagePullPolicy: 'Never' })] })),
    named('ended', pod({ restartPolicy: 'Never', containers: [slowStart(['--exit-after=1ms'], { image })] })),
  ];
  await kubectl(['apply', '-n', namespace.name, '-f', '-'], manifest(...theirs));
  await waitFor('the pods', async () =>
    (await phasesIn(namespace.name)) === 'ended Failed, runs Running' ? true : null,
  );
  const known = { kind: [], api: ['--kubeconfig', elsewhere(folder.path), ...helper] };
  for (const way of Object.values(known)) {
    const run = await cli(['run', ...cold, '--iterations', '1', ...way]);
    expect(run.code, run.stderr).toBe(3);
    expect(run.stderr).toMatch(/error: the image stays where it is: on node \S+, \S+ is used by pod/);
    expect(run.stderr).toContain(`pod ${namespace.name}/runs`);
    expect(run.stderr).toContain(`pod ${namespace.name}/ended (not running)`);
    expect(run.stderr).toContain('has other names there, which would go with it: other.example/app:1');
    expect(await namesOf(image)).toEqual([other.name, image].sort());
  }
  expect(await phasesIn(namespace.name)).toBe('ended Failed, runs Running');

  // Nobody uses it any more, and it still has a name that somebody else has given it.
  await kubectl(['delete', 'pods', '--all', '-n', namespace.name, '--grace-period=1']);
  // The kubelet would take up to a minute for the one that had ended.
  const ofPods = `crictl ps -aq --label io.kubernetes.pod.namespace=${namespace.name}`;
  await inNode(['sh', '-c', `ids=$(${ofPods}); [ -z "$ids" ] || crictl rm -f $ids`]);
  const run = await cli(['run', ...cold, '--iterations', '1']);
  expect(run.code, run.stderr).toBe(3);
  expect(run.stderr).not.toContain('is used by');
  expect(await namesOf(image)).toEqual([other.name, image].sort());
});

test('a namespace that does not admit the pod is told of before anything is made, by doctor too', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace(restricted);
  const flags = [
    ...cold,
    ...helper,
    '--restricted',
    '-n',
    namespace.name,
    '--kubeconfig',
    elsewhere(folder.path),
  ];
  const run = await cli(['run', ...flags]);
  expect(run.code).toBe(3);
  expect(run.stderr).toContain(`error: namespace ${namespace.name} does not admit the node helper`);
  expect(run.stderr).toContain('hint: name a namespace of the Pod Security level "privileged" for it');
  expect(await objectsIn(namespace.name)).toEqual([]);
  const examined = await cli(['doctor', ...flags]);
  expect(examined.stdout).toMatch(/the node helper is refused: [^]*PodSecurity/);
  await using tools = await makeNamespace();
  const admitted = await cli(['doctor', ...flags, '--node-helper-namespace', tools.name]);
  expect(admitted.stdout).not.toContain('refused');
  expect(admitted.stdout.replaceAll(/\s+/g, ' ')).toMatch(
    /node helpers remove the images of [^;]+; nodes that accept its pods: 1 /,
  );
  expect(admitted.stdout).toContain('3 of 3 objects are admitted');
});

test.each(['SIGINT', 'SIGKILL'] as const)(
  'in a namespace of its own the pod goes with an interrupted run, and with clean: %s',
  async (signal) => {
    using folder = makeFolder();
    await using namespace = await makeNamespace(restricted);
    await using tools = await makeNamespace();
    const file = join(folder.path, 'result.json');
    const flags = ['-n', namespace.name, '--kubeconfig', elsewhere(folder.path)];
    const run = startCli([
      ...['run', ...cold, '--restricted', ...helper, '--node-helper-namespace', tools.name, ...flags],
      ...['--arg=--listen-after=2s', '--iterations', '5', '--watch-pods', '--export-json', file],
    ]);
    await printed(run, /^\[1\/5\] answered[^]*Running/m);
    run.child.kill(signal);
    await run.ended;
    const { runId } = readResult(file);
    if (signal === 'SIGKILL') {
      expect(await leftovers(runId)).toContain(`Pod ${tools.name}/pod-start-slo-node-${runId}-0`);
      const swept = await cli(['clean', ...flags, '--all']);
      expect(swept).toMatchObject({ code: 0 });
      expect(swept.stdout).toContain(`deleted Pod in ${tools.name}: pod-start-slo-node-${runId}-0\n`);
    }
    expect(await leftoversAfter(signal === 'SIGKILL' ? 30_000 : 0, runId)).toEqual([]);
  },
);

const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' };

/** Writes down which helpers there are, again and again: each is one of its uid. */
async function lookForHelpers(namespace: string, sightings: Set<string>, signal: AbortSignal): Promise<void> {
  const columns = 'custom-columns=NAME:.metadata.name,UID:.metadata.uid';
  while (!signal.aborted) {
    const seen = await kubectl(['get', 'pods', '-n', namespace, '--no-headers', '-o', columns]);
    for (const line of seen.split('\n').filter((each) => each.startsWith('pod-start-slo-node-')))
      sightings.add(line);
    await sleep(250);
  }
}

/** Another name of the same content on the node; with `await using` it is gone at the end of the block. */
async function tagged(name: string, other: string): Promise<AsyncDisposable & { name: string }> {
  const images = ['ctr', '-n', 'k8s.io', 'images'];
  await inNode([...images, 'tag', '--force', name, other]);
  await waitFor('the new name', async () => ((await namesOf(name)).includes(other) ? true : null));
  return {
    name: other,
    [Symbol.asyncDispose]: async () => {
      await inNode([...images, 'rm', other]);
    },
  };
}

async function namesOf(name: string): Promise<string[]> {
  const printedJson = await inNode(['crictl', 'inspecti', '-o', 'json', name]);
  return (JSON.parse(printedJson) as { status: { repoTags: string[] } }).status.repoTags.sort();
}

function named(name: string, object: ReturnType<typeof pod>): ReturnType<typeof pod> {
  return { ...object, metadata: { name } };
}

async function phasesIn(namespace: string): Promise<string> {
  const phases = '{range .items[*]}{.metadata.name} {.status.phase}{"\\n"}{end}';
  const seen = await kubectl(['get', 'pods', '-n', namespace, '-o', `jsonpath=${phases}`]);
  return seen.trim().split('\n').sort().join(', ');
}
