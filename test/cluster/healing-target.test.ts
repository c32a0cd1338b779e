import type { V1PodSpec } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import type { IterationResult } from '../../src/core/result.ts';
import { cli, startCli } from './support/cli.ts';
import { environment } from './support/environment.ts';
import {
  apply,
  kubectl,
  leftovers,
  leftoversAfter,
  leftoversSince,
  makeNamespace,
  objectsIn,
} from './support/kubectl.ts';
import { deployment, manifest, service, slowStart } from './support/manifests.ts';
import { kubeconfigWith } from './support/kubeconfig.ts';
import { makeFolder, measure } from './support/result.ts';
import { printed, waitFor } from './support/waiting.ts';

interface Seen {
  kind: string;
  metadata: { name: string; uid: string; generation?: number; labels?: Record<string, string> };
  spec: unknown;
}

/** Deployment, ReplicaSet, Service and pods of a namespace. */
async function objects(namespace: string): Promise<Seen[]> {
  const printedJson = await kubectl([
    'get',
    'deployments,replicasets,services,pods',
    '-n',
    namespace,
    '-o',
    'json',
  ]);
  return (JSON.parse(printedJson) as { items: Seen[] }).items;
}

const isPod = ({ kind }: Seen): boolean => kind === 'Pod';

/** A Deployment of two with a Service, and a pod beside them that has the same labels. */
async function stand(namespace: string): Promise<void> {
  const spec = { containers: [slowStart()], terminationGracePeriodSeconds: 1 };
  const lone = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'lone', labels: { app: 'web' } },
    spec,
  };
  await apply(namespace, manifest(service(), deployment(spec, 2), lone));
  await kubectl(['rollout', 'status', 'deployment/web', '-n', namespace, '--timeout=60s']);
}

const healing = ['run', '--experiment', 'healing', '--via', 'node-port', '--warmup', '0'];

test('a target is healed by itself: nothing is made, changed or deleted but the pods that were killed', async () => {
  await using namespace = await makeNamespace();
  await stand(namespace.name);
  const before = await objects(namespace.name);
  const flags = ['--target', 'deployment/web', '--namespace', namespace.name, '--iterations', '2', '--yes'];
  const run = await measure([...healing.slice(1), ...flags]);
  expect(run.code).toBe(0);
  expect(run.scenario.summary.count).toBe(2);
  const victims = run.scenario.iterations.map(({ healing: record }) => record?.victim?.pod);

  const after = await objects(namespace.name);
  const standing = (seen: readonly Seen[]) =>
    seen
      .filter((each) => !isPod(each))
      .map(({ kind, metadata, spec }) => ({
        kind,
        uid: metadata.uid,
        generation: metadata.generation,
        spec,
      }));
  expect(standing(after)).toEqual(standing(before));
  const names = (seen: readonly Seen[]) => seen.filter(isPod).map(({ metadata }) => metadata.name);
  // The pod beside it has the labels and no owner.
  expect(names(after)).toContain('lone');
  expect(victims).not.toContain('lone');
  const uids = new Set(before.map(({ metadata }) => metadata.uid));
  const replaced = after.filter((each) => isPod(each) && !uids.has(each.metadata.uid));
  expect(replaced.length).toBeGreaterThanOrEqual(1);
  expect(names(after)).toHaveLength(3);
  expect(await leftoversAfter(5000, run.result.runId)).toEqual([]);
}, 120_000);

test('only pods with the labels asked for are killed', async () => {
  await using namespace = await makeNamespace();
  await stand(namespace.name);
  const pods = (await objects(namespace.name)).filter((each) => isPod(each) && each.metadata.name !== 'lone');
  const spared = pods[0]?.metadata.name ?? '';
  const chosen = pods[1]?.metadata.name ?? '';
  await kubectl(['label', 'pod', chosen, '-n', namespace.name, 'role=victim']);
  const flags = [
    '--target',
    'deployment/web',
    '--namespace',
    namespace.name,
    '--victim-selector',
    'role=victim',
  ];
  const run = await measure([
    ...healing.slice(1),
    ...flags,
    '--iterations',
    '2',
    '--yes',
    '--timeout',
    '20s',
  ]);
  const [first, second] = run.scenario.iterations;
  expect(first?.healing?.victim?.pod).toBe(chosen);
  // Its replacement does not have the label, so there is nobody left to kill.
  expect(second).toMatchObject({ outcome: 'invalid', reason: 'NotPrepared' });
  expect(second?.message).toContain('NoVictim: no pod of the workload has role=victim');
  expect((await objects(namespace.name)).map(({ metadata }) => metadata.name)).toContain(spared);
}, 120_000);

test.each([
  ['without --yes', ['--namespace', 'default'], /kills pods[^]*--yes/],
  [
    'in kube-system',
    ['--namespace', 'kube-system', '--yes'],
    /is a namespace of the cluster itself[^]*allow-kube-namespaces/,
  ],
  [
    'on a workload that is not there',
    ['--namespace', 'default', '--yes'],
    /namespace default has none of this name/,
  ],
])('is refused %s, with nothing created', async (_what, flags, told) => {
  const before = await leftovers();
  const ended = await cli([...healing, '--target', 'deployment/nothing-of-this-name', ...flags]);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(told);
  expect(await leftoversSince(before)).toEqual([]);
});

test('an interruption in the middle deletes what was made, long grace periods or not', async () => {
  await using namespace = await makeNamespace();
  const { slowStartImage } = environment();
  const own = ['--image', slowStartImage, '--port', '8080', '--replicas', '2', '--arg=--exit-delay=25s'];
  const run = startCli([
    ...healing,
    ...own,
    '--namespace',
    namespace.name,
    '--iterations',
    '5',
    '--yes',
    '--watch-pods',
  ]);
  await printed(run, /Terminating/);
  run.child.kill('SIGINT');
  const { code } = await run.ended;
  expect(code).toBe(130);
  const gone = async () => ((await objectsIn(namespace.name)).length === 0 ? true : null);
  await waitFor('nothing left', gone, 15_000);
}, 120_000);

/** As on a cluster whose nodes are out of reach: the context is not called as kind calls its own. */
function elsewhere(folder: string): Record<string, string> {
  const path = kubeconfigWith(folder, (config) => {
    config.contexts[0].name = config['current-context'] = 'elsewhere';
  });
  return { KUBECONFIG: path };
}

/** The node's own programs, for an image that has none. */
function withPrograms(args: readonly string[] = []): V1PodSpec {
  const folders = ['bin', 'lib', 'lib64', 'usr'];
  const volumeMounts = folders.map((name) => ({ name, mountPath: `/${name}`, readOnly: true }));
  return {
    containers: [slowStart(args, { volumeMounts })],
    volumes: folders.map((name) => ({ name, hostPath: { path: `/${name}` } })),
    terminationGracePeriodSeconds: 1,
  };
}

test.each<[string, V1PodSpec, Partial<IterationResult>]>([
  ['heals where process 1 heeds SIGTERM', withPrograms(), { outcome: 'answered', reason: null }],
  [
    'is not said to heal where it ignores that',
    withPrograms(['--exit-delay', '1h']),
    { outcome: 'invalid', reason: 'NotKilled' },
  ],
  [
    'cannot be killed from within where there is no program for it',
    { containers: [slowStart()] },
    { outcome: 'invalid', reason: 'NoKillProgram' },
  ],
])(
  'a container on a node that is out of reach %s',
  async (_what, spec, expected) => {
    using folder = makeFolder();
    const flags = ['-f', '-', '--kill', 'container', '--iterations', '1', '--yes'];
    const stdin = manifest(service(), deployment(spec));
    const run = await measure([...healing.slice(1), ...flags], { stdin, env: elsewhere(folder.path) });
    expect(run.scenario.iterations[0]).toMatchObject(expected);
  },
  120_000,
);
