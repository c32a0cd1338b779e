import { expect, test } from 'vitest';
import { cli, startCli } from './support/cli.ts';
import { apply, kubectl, makeNamespace, objectsIn } from './support/kubectl.ts';
import { deployment, manifest, service, slowStart } from './support/manifests.ts';
import { measure, measureOnce } from './support/result.ts';
import { scoped, waitFor } from './support/waiting.ts';

const scaling = ['--experiment', 'scaling', '--warmup', '0', '--via', 'node-port', '--yes'];

/** A Deployment of the user's with two pods that stand, and its Service. */
async function standing(namespace: string, listenAfter = '0s'): Promise<void> {
  const spec = { containers: [slowStart(['--listen-after', listenAfter])] };
  await apply(namespace, manifest(service(), deployment(spec, 2)));
  await kubectl(['rollout', 'status', '-n', namespace, 'deployment/web', '--timeout=60s']);
}

async function replicasOf(namespace: string): Promise<string> {
  return await kubectl(['get', '-n', namespace, 'deployment/web', '-o', 'jsonpath={.spec.replicas}']);
}

async function podsOf(namespace: string): Promise<number> {
  return (await kubectl(['get', 'pods', '-n', namespace, '-o', 'name'])).trim().split('\n').length;
}

const web = ['--target', 'deployment/web', ...scaling, '--to', '4'];

test('a target is scaled from what it has and put back, also on timeout and on Ctrl-C', async () => {
  await using namespace = await makeNamespace();
  await standing(namespace.name, '2s');
  const before = await objectsIn(namespace.name);
  const onTarget = ['-n', namespace.name, ...web];

  const run = await measure([...onTarget, '--iterations', '1']);
  expect(run.judged[0]).toMatchObject({ outcome: 'answered', fleet: { from: 2, to: 4 } });
  expect([await replicasOf(namespace.name), await podsOf(namespace.name)]).toEqual(['2', 2]);

  const late = await measure([...onTarget, '--iterations', '1', '--timeout', '1s']);
  expect(late.judged[0]).toMatchObject({ outcome: 'timed-out', totalMs: null, fleet: { allMs: null } });
  expect([await replicasOf(namespace.name), await podsOf(namespace.name)]).toEqual(['2', 2]);

  await using interrupted = scoped(startCli(['run', ...onTarget, '--iterations', '3']));
  await waitFor('four replicas', async () => ((await replicasOf(namespace.name)) === '4' ? true : null));
  interrupted.child.kill('SIGINT');
  expect((await interrupted.ended).code).toBe(130);
  expect([await replicasOf(namespace.name), await podsOf(namespace.name)]).toEqual(['2', 2]);
  const left = (await objectsIn(namespace.name)).filter((name) => !name.startsWith('Pod'));
  expect(left).toEqual(before.filter((name) => !name.startsWith('Pod')));
});

test('a number that somebody else chooses meanwhile is left, said, and makes the iteration invalid', async () => {
  await using namespace = await makeNamespace();
  await standing(namespace.name, '4s');
  const run = measureOnce(['-n', namespace.name, ...web, '--iterations', '1', '--max-iterations', '1']);
  await waitFor('four replicas', async () => ((await replicasOf(namespace.name)) === '4' ? true : null));
  await kubectl(['scale', '-n', namespace.name, 'deployment/web', '--replicas=3']);
  const { scenario, stderr } = await run;
  expect(scenario.iterations[0]).toMatchObject({ outcome: 'invalid' });
  expect(['PodDeleted', 'ScaledByOthers']).toContain(scenario.iterations[0]?.reason);
  expect(stderr).toContain('Deployment web was scaled to 3 by somebody else and is left unchanged; it had 2');
});

test('a target with an autoscaler is refused with exit code 2 and not touched, unless that is allowed', async () => {
  await using namespace = await makeNamespace();
  await standing(namespace.name);
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const autoscaler = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'auto' },
  };
  await apply(
    namespace.name,
    JSON.stringify({ ...autoscaler, spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 9 } }),
  );
  const onTarget = ['-n', namespace.name, ...web, '--iterations', '1'];
  const refused = await cli(['run', ...onTarget]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('is scaled by HorizontalPodAutoscaler auto');
  const fewer = await cli(['run', '-n', namespace.name, ...web.slice(0, -1), '2', '--allow-hpa']);
  expect(fewer.code).toBe(2);
  expect(fewer.stderr).toContain('has 2 replicas already, and 2 is what it is to be scaled to');
  const generation = ['get', '-n', namespace.name, 'deployment/web', '-o', 'jsonpath={.metadata.generation}'];
  expect(await kubectl(generation)).toBe('1');
  const allowed = await measure([...onTarget, '--allow-hpa']);
  expect(allowed.stderr).toContain('HorizontalPodAutoscaler auto also scales Deployment web');
  expect(allowed.judged[0]?.outcome).toBe('answered');
});
