import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startHook } from '../alerts/hook.ts';
import { prometheusFolder } from '../deploy/promtool.ts';
import { metricTable } from '../../src/metrics/table.ts';
import { run } from './support/command.ts';
import { startCutter } from './support/cutter.ts';
import { environment } from './support/environment.ts';
import { apiServerAddress, kubeconfigAt, kubeconfigWith } from './support/kubeconfig.ts';
import { apply, kubectl, leftovers, makeNamespace, objectsIn, standingPods } from './support/kubectl.ts';
import { manifest, pod, service, slowStart } from './support/manifests.ts';
import { makeFolder } from './support/result.ts';
import { waitFor } from './support/waiting.ts';
import { answered, startWatch, valueOf } from './support/watch.ts';

const { slowStartImage } = environment();
const workload = ['--image', slowStartImage, '--port', '8080', '--name', 'web', '--via', 'node-port'];
const often = ['--interval', '3s', '--warmup', '0'];
// Made before anything is watched: it may have to be built first.
const promtool = join(prometheusFolder(), 'promtool');

// They wait for most of their time, each for a watch of its own in a namespace of its own.

test.concurrent('metrics are clean to promtool and tell the starts; SIGTERM leaves nothing', async () => {
  await using watch = startWatch([
    ...workload,
    ...['--interval', '3s', '--warmup', '1', '--slo', '30s', '--sla', 'max <= 60s'],
  ]);
  await watch.logged(/metrics at/);
  expect(await watch.ask('/readyz')).toMatchObject({ status: 503 });
  await watch.logged(answered('web', 3));
  expect(await watch.ask('/readyz')).toEqual({ status: 200, text: 'ok\n' });
  expect(await watch.ask('/healthz')).toEqual({ status: 200, text: 'ok\n' });

  const { text } = await watch.ask('/metrics');
  expect(await run(promtool, ['check', 'metrics'], { stdin: text })).toEqual({
    ...{ code: 0, signal: null, stdout: '', stderr: '' },
  });
  for (const { name } of Object.values(metricTable)) expect(text).toContain(`# HELP ${name} `);
  const starts = valueOf(text, 'pod_start_slo_judged_iterations_total', 'scenario="web"');
  expect(starts).toBeGreaterThanOrEqual(3);
  expect(valueOf(text, 'pod_start_slo_window_iterations', 'scenario="web"')).toBe(starts);
  expect(valueOf(text, 'pod_start_slo_start_duration_seconds_count', 'scenario="web"')).toBe(starts);
  // The warm-up counts here where it was answered, too.
  const all = valueOf(text, 'pod_start_slo_iterations_total', 'scenario="web",outcome="answered"');
  expect([starts, (starts ?? NaN) + 1]).toContain(all);
  const quantile = valueOf(text, 'pod_start_slo_window_quantile_seconds', 'scenario="web",limit="slo"');
  expect(quantile).toBeGreaterThan(0.2);
  expect(quantile).toBeLessThan(30);
  expect(valueOf(text, 'pod_start_slo_alert_firing', 'scenario="web",limit="sla"')).toBe(0);
  const last = valueOf(text, 'pod_start_slo_last_success_timestamp_seconds', 'scenario="web"');
  expect(Math.abs((last ?? NaN) - Date.now() / 1000)).toBeLessThan(10);

  expect(await watch.terminate()).toEqual([]);
  expect(watch.runIds()).toHaveLength(1);
});

test.concurrent(
  'an API server that is away for a while costs starts and nothing else: no pod is left',
  async () => {
    using folder = makeFolder();
    const { host, port } = apiServerAddress();
    await using cutter = await startCutter(`${host}:${port}`);
    const kubeconfig = kubeconfigAt(folder.path, `https://${cutter.address}`);
    const limits = ['--slo', '10s', '--timeout', '10s'];
    await using watch = startWatch([...workload, ...often, ...limits, '--kubeconfig', kubeconfig]);
    await watch.logged(answered('web', 2));
    // Longer than creating and deleting go on trying.
    await cutter.cut(40_000);
    await watch.logged(/the cluster is reachable again[^]*web #\d+ answered[^]*web #/, 90_000);
    expect(await watch.ask('/healthz')).toMatchObject({ status: 200 });
    const { text } = await watch.ask('/metrics');
    expect(Number(/^pod_start_slo_cluster_errors_total (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(0);
    expect(valueOf(text, 'pod_start_slo_missed_starts_total', 'scenario="web"')).toBeGreaterThan(3);
    expect(watch.runIds().length).toBeGreaterThan(1);
    const away = watch.lines().filter((line) => /^warning: connecting to the cluster/.test(line));
    expect(away.length).toBe(new Set(away.map((line) => line.replace(/; trying .*/, ''))).size);
    expect(await watch.terminate()).toEqual([]);
  },
);

test.concurrent(
  'killed with -9 in a start, it goes on with the window and deletes what was left',
  async () => {
    using folder = makeFolder();
    await using namespace = await makeNamespace();
    const state = join(folder.path, 'state.jsonl');
    const flags = [...workload, ...often, '--slo', '30s', '-n', namespace.name, '--state', state];
    const slow = [...flags, '--arg=--listen-after=3s'];
    const killed = startWatch(slow);
    await killed.logged(answered('web', 2));
    const [lostRun = ''] = killed.runIds();
    // One that does not go by itself, as that of the start before may.
    await waitFor('a pod', async () => ((await standingPods(namespace.name)).length > 0 ? true : null));
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(await leftovers(lostRun)).toContain(`Pod ${namespace.name}/web`);

    await using watch = startWatch(slow);
    await watch.logged(answered('web', 1));
    expect(watch.lines().join('\n')).toContain(
      `deleted leftovers of run ${lostRun}: Service in ${namespace.name}: web, Pod in ${namespace.name}: web`,
    );
    const before = killed.lines().filter((line) => line.includes('answered')).length;
    expect(before).toBeGreaterThanOrEqual(2);
    expect(watch.lines().join('\n')).toMatch(
      new RegExp(`web #\\d+ answered.*slo p95 <= 30s: \\S+ \\w+ of ${before + 1}`),
    );
    expect(await leftovers(lostRun)).toEqual([]);
    const second = startWatch(slow);
    expect(await second.ended).toMatchObject({ code: 2 });
    expect(second.lines().join('\n')).toContain(`is in use by process ${watch.child.pid ?? 0}`);
    expect(await watch.terminate()).toEqual([]);
    expect(await objectsIn(namespace.name)).toEqual([]);
  },
);

test.concurrent(
  'slow starts fire one alert, and recovery is told once they are out of the window',
  async () => {
    using folder = makeFolder();
    await using namespace = await makeNamespace();
    await using hook = await startHook();
    const settings = (listenAfter: string) =>
      apply(
        namespace.name,
        `{ apiVersion: v1, kind: ConfigMap, metadata: { name: settings }, data: { SLOW_START_LISTEN_AFTER: ${listenAfter} } }`,
      );
    await settings('0s');
    const file = join(folder.path, 'web.yml');
    const container = slowStart([], { envFrom: [{ configMapRef: { name: 'settings' } }] });
    writeFileSync(file, manifest(service(), pod({ containers: [container] })));
    await using watch = startWatch([
      ...[
        '-f',
        file,
        '--name',
        'web',
        '--via',
        'node-port',
        '-n',
        namespace.name,
        '--interval',
        '3s',
        '--warmup',
        '0',
      ],
      ...['--slo', '5s', '--window', '20s', '--webhook', hook.url, '--webhook-format', 'json'],
    ]);
    await watch.logged(answered('web', 2));
    await settings('6s');
    await watch.logged(/ALERT web: SLO p95 <= 5s is violated/);
    const firing = await watch.ask('/metrics');
    expect(valueOf(firing.text, 'pod_start_slo_alert_firing', 'scenario="web",limit="slo"')).toBe(1);
    await settings('0s');
    await watch.logged(/RECOVERED web: SLO p95 <= 5s is met again/);
    await waitFor('the recovery', () => (hook.received.length >= 2 ? true : null));
    const [alert, recovery] = hook.received.map(
      ({ body }) => body as { id: string; status: string; overLimit: number },
    );
    expect([alert?.status, recovery?.status, hook.received.length]).toEqual(['firing', 'resolved', 2]);
    expect(recovery?.id).toBe(alert?.id);
    expect(alert?.overLimit).toBeGreaterThanOrEqual(2);
    expect(await watch.terminate()).toEqual([]);
  },
);

test.concurrent('rights that are taken away are told once, and it goes on when they are back', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const account = `system:serviceaccount:${namespace.name}:default`;
  const bind = [
    'create',
    'rolebinding',
    'all',
    '--clusterrole=admin',
    `--serviceaccount=${namespace.name}:default`,
  ];
  const grant = () => kubectl([...bind, '-n', namespace.name]);
  await grant();
  await waitFor('the rights', async () =>
    (
      await kubectl(['auth', 'can-i', 'create', 'pods', '-n', namespace.name, '--as', account]).catch(
        () => '',
      )
    ).startsWith('yes')
      ? true
      : null,
  );
  const token = (await kubectl(['create', 'token', 'default', '-n', namespace.name])).trim();
  const kubeconfig = kubeconfigWith(folder.path, ({ users: [user] }) => {
    user.user = { token };
  });
  await using watch = startWatch([
    ...workload.slice(0, -2),
    ...['--arg', '--listen-after=2s'],
    ...often,
    '-n',
    namespace.name,
    '--kubeconfig',
    kubeconfig,
  ]);
  await watch.logged(answered('web', 1));
  const uids = () =>
    kubectl(['get', 'pods', '-n', namespace.name, '-o', 'jsonpath={.items[*].metadata.uid}']);
  const before = await uids();
  await waitFor('the next start', async () => {
    const now = await uids();
    return now === '' || before.includes(now) ? null : now;
  });
  await kubectl(['delete', 'rolebinding', 'all', '-n', namespace.name]);
  // The pod of that start may not be deleted any more, and is not waited for.
  await watch.logged(
    /warning: Pod web could not be deleted: .*forbidden[^]*warning: pod web is left/,
    15_000,
  );
  await grant();
  await watch.logged(/the cluster is reachable again[^]*web #\d+ answered/);
  const refusals = watch.lines().filter((line) => line.includes('no permission to create pods'));
  expect(refusals.length).toBeLessThanOrEqual(1);
  expect(await watch.terminate()).toEqual([]);
});
