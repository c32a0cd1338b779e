import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { cli, startCli } from './support/cli.ts';
import { apply, kubectl, leftovers, leftoversAfter, makeNamespace, objectsIn } from './support/kubectl.ts';
import { deployment, manifest, service, slowStart } from './support/manifests.ts';
import { makeFolder } from './support/result.ts';
import { waitFor } from './support/waiting.ts';
import { startWatch } from './support/watch.ts';

const scaling = ['--experiment', 'scaling', '--target', 'deployment/web', '--to', '4', '--yes'];
const flags = [...scaling, '--warmup', '0', '--via', 'node-port', '--iterations', '3'];

/** A Deployment of the user's with two pods that stand. Further ones take long, so that a run is killed amid them. */
async function standing(namespace: string): Promise<void> {
  const containers = [slowStart(['--listen-after', '2s'])];
  await apply(
    namespace,
    manifest(service(), deployment({ containers, terminationGracePeriodSeconds: 1 }, 2)),
  );
  await kubectl(['rollout', 'status', '-n', namespace, 'deployment/web', '--timeout=60s']);
}

async function replicasOf(namespace: string): Promise<string> {
  return await kubectl(['get', '-n', namespace, 'deployment/web', '-o', 'jsonpath={.spec.replicas}']);
}

async function untilScaled(namespace: string): Promise<void> {
  await waitFor('four replicas', async () => ((await replicasOf(namespace)) === '4' ? true : null));
}

/** A run that is killed while the target has four replicas; the name of its lease. */
async function killedRun(namespace: string): Promise<string> {
  const run = startCli(['run', '-n', namespace, ...flags]);
  await untilScaled(namespace);
  run.child.kill('SIGKILL');
  expect((await run.ended).signal).toBe('SIGKILL');
  const leases = await kubectl(['get', 'leases', '-n', namespace, '-o', 'name']);
  return leases.trim().replace(/^lease.*\//, '');
}

test('clean gives a target its replicas back that a killed run has scaled', async () => {
  await using namespace = await makeNamespace();
  const { name } = namespace;
  await standing(name);
  const before = await objectsIn(name);
  const lease = await killedRun(name);
  const runId = lease.replace('pod-start-slo-', '');
  expect(await leftovers(runId)).toEqual([`Lease ${name}/${lease}`]);
  // Nothing of ours is on what is the user's.
  expect(await kubectl(['get', 'deployment/web', '-n', name, '-o', 'yaml'])).not.toContain('pod-start-slo/');

  expect(await cli(['clean', '-n', name, '--all'])).toMatchObject({
    code: 0,
    stdout: `restored Deployment web in ${name} from 4 to 2 replicas
deleted lease ${lease} in ${name}
1 thing deleted, 1 restored, 0 left
`,
  });
  expect(await replicasOf(name)).toBe('2');
  const pods = ['wait', '-n', name, 'deployment/web', '--for=jsonpath={.status.replicas}=2', '--timeout=20s'];
  await kubectl(pods);
  await waitFor('the objects of before', async () =>
    (await objectsIn(name)).length === before.length ? true : null,
  );
  expect(await cli(['clean', '-n', name])).toMatchObject({ code: 0, stdout: '0 things deleted, 0 left\n' });
});

test('what somebody else has scaled since is left, and so is a record that makes no sense', async () => {
  await using namespace = await makeNamespace();
  const { name } = namespace;
  await standing(name);
  const lease = await killedRun(name);
  await kubectl(['scale', 'deployment/web', '-n', name, '--replicas=3']);
  const other = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', spec: { holderIdentity: 'garbled' } };
  const garbled = {
    name: 'pod-start-slo-garbled',
    labels: { 'pod-start-slo/run-id': 'garbled', 'app.kubernetes.io/managed-by': 'pod-start-slo' },
    annotations: { 'pod-start-slo/scaled': '[{"kind":"Deployment","name":"web","repl' },
  };
  await apply(name, JSON.stringify({ ...other, metadata: garbled }));
  const swept = await cli(['clean', '-n', name, '--all']);
  expect(swept.stderr).toBe('');
  expect(swept.code).toBe(3);
  expect(swept.stdout.split('\n').sort()).toEqual([
    '',
    '1 thing deleted, 1 left',
    `deleted lease ${lease} in ${name}`,
    expect.stringContaining('left lease pod-start-slo-garbled'),
    `not restored in ${name}: Deployment web was scaled to 3 by somebody else and is left unchanged; it had 2`,
  ]);
  expect(swept.stdout).toContain(`kubectl delete lease pod-start-slo-garbled -n ${name}`);
  expect(await replicasOf(name)).toBe('3');
});

test('a continuous run puts back what it had scaled when it was killed, and goes on', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const { name } = namespace;
  await standing(name);
  const config = join(folder.path, 'pod-start-slo.yml');
  const scenario = {
    name: 'web',
    experiment: 'scaling',
    scaling: { to: 4 },
    workload: { target: 'deployment/web' },
    probe: { via: 'node-port' },
    warmup: 0,
  };
  writeFileSync(config, stringify({ namespace: name, confirm: true, scenarios: [scenario] }));
  const watching = ['--config', config, '--interval', '6s', '--state', join(folder.path, 'state.jsonl')];
  const killed = startWatch(watching);
  await untilScaled(name);
  const [lost = ''] = killed.runIds();
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(await replicasOf(name)).toBe('4');

  await using watch = startWatch(watching);
  await watch.logged(/web #\d+ all 2 pods in/);
  expect(watch.lines()).toContain(`restored Deployment web in ${name} from 4 to 2 replicas`);
  expect(await leftovers(lost)).toEqual([]);
  expect(await watch.terminate()).toEqual([]);
  expect(await replicasOf(name)).toBe('2');
  expect(await leftoversAfter(5000)).toEqual(expect.not.arrayContaining([expect.stringContaining(name)]));
});
