import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listen } from '../listening.ts';
import { cli, startCli } from './support/cli.ts';
import { apply, kubectl, leftoversAfter, makeNamespace, objectsIn } from './support/kubectl.ts';
import { deployment, manifest, pod, service, slowStart } from './support/manifests.ts';
import { kubectlApply, policyOf, probeOf, runPolicy } from './support/policy.ts';
import { makeFolder, readResult } from './support/result.ts';
import { printed, scoped, waitFor } from './support/waiting.ts';

const web = manifest(pod({ containers: [slowStart()] }), service());
/** Long enough for any start on a busy machine. */
const startedWithin = { wait: { seconds: 10 } };

test('what was there before is changed as kubectl would where that is confirmed, and never deleted; what was made goes, after a failure too', async () => {
  await using namespace = await makeNamespace();
  await apply(
    namespace.name,
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: theirs }\ndata: { from: them }',
  );
  const configMap = (name: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { from: policy }`;
  const payload = [configMap('ours'), configMap('theirs')].join('\n---\n');
  const failing = { probeHTTP: { target: { url: 'http://127.0.0.1:9' }, retries: 1 } };
  using folder = makeFolder();
  const file = join(folder.path, 'policy.yml');
  writeFileSync(file, policyOf([kubectlApply(payload), failing]));
  const refused = await cli(['run', '--policy', file, '-n', namespace.name]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/theirs already exists[^]*--yes/);
  expect(await objectsIn(namespace.name)).toEqual(['ConfigMap/theirs']);
  const { code, result, stderr } = await runPolicy(policyOf([kubectlApply(payload), failing]), [
    ...['-n', namespace.name, '--yes'],
  ]);
  expect(code).toBe(1);
  expect(result.policy?.scenarios[0]?.runs[0]?.cleanUp).toEqual([
    'ConfigMap/theirs existed before and is kept as it is now: nothing else is ever deleted',
  ]);
  expect(stderr).toContain('warning: ConfigMap/theirs existed before');
  expect(await objectsIn(namespace.name)).toEqual(['ConfigMap/theirs']);
  const data = await kubectl([
    'get',
    'configmap/theirs',
    '-n',
    namespace.name,
    '-o',
    'jsonpath={.data.from}{.metadata.labels}',
  ]);
  expect(data).toBe('policy');
});

test('interrupted in the middle of a wait, it deletes what it made', async () => {
  await using namespace = await makeNamespace();
  using folder = makeFolder();
  const file = join(folder.path, 'policy.yml');
  const json = join(folder.path, 'result.json');
  writeFileSync(file, policyOf([kubectlApply(web), { wait: { seconds: 60 } }]));
  await using run = scoped(startCli(['run', '--policy', file, '-n', namespace.name, '--export-json', json]));
  await printed(run, /passed kubectl/);
  run.child.kill('SIGINT');
  const { code } = await run.ended;
  expect(code).toBe(130);
  const result = readResult(json);
  expect(result).toMatchObject({ complete: false, policy: { stoppedBecause: 'interrupted' } });
  expect(await leftoversAfter(40_000, result.runId)).toEqual([]);
});

test('killing pods of a cluster that was there is confirmed first, and then the Service is asked again', async () => {
  await using namespace = await makeNamespace();
  const args = [...['-n', namespace.name], '--iterations', '1'];
  await apply(namespace.name, manifest(deployment({ containers: [slowStart()] }, 2), service()));
  await kubectl(['rollout', 'status', 'deployment/web', '-n', namespace.name, '--timeout=60s']);
  const names = async (): Promise<string[]> =>
    (await kubectl(['get', 'pods', '-n', namespace.name, '-o', 'name'])).trim().split('\n').sort();
  const matches = [{ deployment: { name: 'web', namespace: namespace.name } }];
  const policy = policyOf([
    {
      podAction: {
        matches,
        filters: [{ property: { name: 'state', value: 'Running' } }, { randomSample: { size: 1 } }],
        actions: [{ kill: {} }],
      },
    },
    startedWithin,
    {
      podAction: {
        matches,
        retries: { retriesCount: { count: 10, sleep: 1 } },
        actions: [{ checkPodCount: { count: 2 } }, { checkPodState: { state: 'Running' } }],
      },
    },
    probeOf(namespace.name, { count: 3, headers: [{ name: 'Accept', value: 'text/plain' }] }),
  ]);
  const before = await names();
  using folder = makeFolder();
  const file = join(folder.path, 'policy.yml');
  writeFileSync(file, policy);
  const refused = await cli(['run', '--policy', file, ...args]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/scenarios\[0\]\.steps\[0\]: kills pods[^]*--yes/);
  expect(await names()).toEqual(before);

  const { code, result } = await runPolicy(policy, [...args, '--yes']);
  expect(result.policy?.scenarios[0]?.runs[0]?.steps.map(({ passed, message }) => [passed, message])).toEqual(
    [
      [true, expect.stringMatching(/^killed \S+\/web-\S+$/)],
      [true, null],
      [true, '2 pods; 2 pods Running'],
      [true, expect.stringContaining('HTTP 200')],
    ],
  );
  expect(code).toBe(0);
  const after = await names();
  expect(after.filter((name) => before.includes(name))).toHaveLength(1);
});

test('a matched set without pods fails the step, and what the API server refuses fails before anything is made', async () => {
  const none = policyOf([
    {
      podAction: {
        matches: [{ labels: { selector: 'app=nobody', namespace: '*' } }],
        actions: [{ checkPodState: { state: 'Running' } }],
      },
    },
  ]);
  const { code, result } = await runPolicy(none, []);
  expect(code).toBe(1);
  expect(result.policy?.scenarios[0]?.runs[0]?.steps[0]?.message).toBe('no pod matched: nothing to act on');

  using folder = makeFolder();
  const file = join(folder.path, 'policy.yml');
  const wrong = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: Not_A_Name }';
  writeFileSync(
    file,
    policyOf([kubectlApply(wrong), kubectlApply('apiVersion: x/v9\nkind: Nothing\nmetadata: { name: a }')]),
  );
  const refused = await cli(['run', '--policy', file]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(
    /steps\[0\]\.kubectl\.payload#1: the API server refuses it[^]*the cluster has no such kind/,
  );
});

test('what it deletes is its own, or confirmed', async () => {
  await using namespace = await makeNamespace();
  const configMap = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }`;
  const remove = (name: string): object => ({ kubectl: { action: 'delete', payload: configMap(name) } });
  const own = await runPolicy(policyOf([kubectlApply(configMap('ours')), remove('ours')]), [
    '-n',
    namespace.name,
  ]);
  expect(own.code).toBe(0);
  await apply(namespace.name, configMap('theirs'));
  // It was there before, though the scenario has applied it.
  using folder = makeFolder();
  const file = join(folder.path, 'policy.yml');
  writeFileSync(file, policyOf([kubectlApply(configMap('theirs')), remove('theirs')]));
  const kept = await cli(['run', '--policy', file, '-n', namespace.name]);
  expect(kept.code).toBe(2);
  expect(kept.stderr).toContain('theirs already exists');
  expect(await objectsIn(namespace.name)).toEqual(['ConfigMap/theirs']);
  const confirmed = await runPolicy(policyOf([remove('theirs')]), ['-n', namespace.name, '--yes']);
  expect(confirmed.code).toBe(0);
  expect(await objectsIn(namespace.name)).toEqual([]);
});

test('alerts are silenced while the scenario runs, and no longer', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''} ${body}`.trim());
      response.setHeader('content-type', 'application/json').end('{"silenceID":"4f2a"}');
    });
  });
  await using alertmanager = await listen(server);
  const mute = {
    alertManagerAction: {
      targets: [{ url: `${alertmanager.url}/api/v2` }],
      actions: [{ mute: { duration: 60 } }],
    },
  };
  const { code } = await runPolicy(policyOf([mute, { wait: { seconds: 1 } }]), ['--yes']);
  expect(code).toBe(0);
  const [posted = '', deleted] = seen;
  expect(posted).toMatch(/^POST \/api\/v2\/silences /);
  const silence = JSON.parse(posted.slice(posted.indexOf('{'))) as { startsAt: string; endsAt: string };
  expect(Date.parse(silence.endsAt) - Date.parse(silence.startsAt)).toBe(60_000);
  expect(deleted).toBe('DELETE /api/v2/silence/4f2a');
  expect(seen).toHaveLength(2);
});

test('a killed run of a policy is found and swept by clean', async () => {
  await using namespace = await makeNamespace();
  using folder = makeFolder();
  const file = join(folder.path, 'policy.yml');
  writeFileSync(file, policyOf([kubectlApply(web), { wait: { seconds: 60 } }]));
  await using run = scoped(startCli(['run', '--policy', file, '-n', namespace.name]));
  await printed(run, /passed kubectl/);
  run.child.kill('SIGKILL');
  await run.ended;
  expect(await objectsIn(namespace.name)).toEqual(expect.arrayContaining(['Pod/web', 'Service/web']));
  const [lease = ''] = (await objectsIn(namespace.name)).filter((each) => each.startsWith('Lease/'));
  const runId = /^Lease\/pod-start-slo-(\w+)-policy$/.exec(lease)?.[1] ?? '';
  expect(runId).not.toBe('');
  const cleaned = await cli(['clean', '--run-id', runId, '--all']);
  expect(cleaned.code).toBe(0);
  await waitFor('an empty namespace', async () =>
    (await objectsIn(namespace.name)).some((each) => /^(Pod|Service|Lease)\//.test(each)) ? null : true,
  );
});
