import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/core/plan.ts';
import { environment } from './support/environment.ts';
import { apply, kubectl, leftoversAfter, makeNamespace } from './support/kubectl.ts';
import { deployment, manifest, pod, service, slowStart } from './support/manifests.ts';
import { measure } from './support/result.ts';

const single = ['--via', 'node-port', '--iterations', '1', '--warmup', '0'];
const once = [...single, '--objective', 'max <= 100s'];

function account(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } };
}

/** Resolves once a controller has been refused in the namespace, for this reason. */
async function refusal(namespace: string, says: RegExp): Promise<void> {
  const fields = ['-o', 'jsonpath={.items[*].message}', '--field-selector', 'reason=FailedCreate'];
  const seen = (): Promise<string> => kubectl(['get', 'events', '-n', namespace, ...fields]);
  await expect.poll(seen, { timeout: 30_000, interval: 250 }).toMatch(says);
}

test('an account that stands after its Deployment in the manifest is there before it', async () => {
  const objects = [deployment({ serviceAccountName: 'web', containers: [slowStart()] }), service()];
  const run = await measure(['-f', '-', ...once], { stdin: manifest(...objects, account('web')) });
  expect(run).toMatchObject({ code: 0, result: { verdict: 'met' }, judged: [{ outcome: 'answered' }] });
});

test('an account that somebody else makes later is waited for, as its controller does', async () => {
  await using namespace = await makeNamespace();
  const objects = [deployment({ serviceAccountName: 'late', containers: [slowStart()] }), service()];
  const running = measure(['-f', '-', ...once, '-n', namespace.name], { stdin: manifest(...objects) });
  await refusal(namespace.name, /serviceaccount "late" not found/);
  await apply(namespace.name, JSON.stringify(account('late')));
  const run = await running;
  expect(run).toMatchObject({ code: 0, result: { verdict: 'met' }, judged: [{ outcome: 'answered' }] });
});

const onePod = `{ apiVersion: v1, kind: ResourceQuota, metadata: { name: one }, spec: { hard: { pods: "1" } } }`;
const occupant = pod({ containers: [slowStart()] });
occupant.metadata = { name: 'occupant' };

test('a quota that frees up is waited for', async () => {
  await using namespace = await makeNamespace();
  await apply(namespace.name, `${onePod}\n---\n${JSON.stringify(occupant)}`);
  const objects = manifest(service(), deployment({ containers: [slowStart()] }));
  const running = measure(['-f', '-', ...once, '-n', namespace.name], { stdin: objects });
  await refusal(namespace.name, /exceeded quota: one/);
  await kubectl(['delete', 'pod', 'occupant', '-n', namespace.name, '--grace-period=1']);
  const run = await running;
  expect(run).toMatchObject({ code: 0, result: { verdict: 'met' }, judged: [{ outcome: 'answered' }] });
});

test('a quota that stays used up is a timeout with this reason, also where the tool makes the pod', async () => {
  await using namespace = await makeNamespace();
  await apply(namespace.name, `${onePod}\n---\n${JSON.stringify(occupant)}`);
  const { slowStartImage } = environment();
  const flags = ['--image', slowStartImage, '--port', '8080', ...single, '--timeout', '3s'];
  const run = await measure([...flags, '-n', namespace.name]);
  expect(run.judged).toMatchObject([{ outcome: 'timed-out', reason: 'Forbidden' }]);
  expect(run.judged[0]?.message).toContain('exceeded quota: one');
  expect(await leftoversAfter(10_000, run.result.runId)).toEqual([]);
});
