import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environment } from './support/environment.ts';
import { kubeconfigWith } from './support/kubeconfig.ts';
import { kubectl, makeNamespace, objectsIn } from './support/kubectl.ts';
import { makeFolder } from './support/result.ts';
import { waitFor } from './support/waiting.ts';
import { startWatch, valueOf, type RunningWatch } from './support/watch.ts';

const { slowStartImage } = environment();

/** The API server believes a token for 10 s after it has looked at it: the next start is the first to be refused. */
const interval = '14s';

/** A ServiceAccount that may do everything in the namespace; what is said to be it is refused once it is deleted. */
function account(namespace: string) {
  const inNamespace = ['-n', namespace];
  return {
    create: () => kubectl(['create', 'serviceaccount', 'runner', ...inNamespace]),
    delete: () => kubectl(['delete', 'serviceaccount', 'runner', ...inNamespace]),
    bind: () =>
      kubectl([
        ...['create', 'rolebinding', 'runner', '--clusterrole=admin'],
        ...[`--serviceaccount=${namespace}:runner`, ...inNamespace],
      ]),
    token: async () => (await kubectl(['create', 'token', 'runner', ...inNamespace])).trim(),
  };
}

/** A kubeconfig's user whose token a plugin takes from a file. */
function pluginUser(tokenFile: string) {
  const credential = `{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s"}}`;
  const args = ['-c', `printf '${credential}' "$(cat '${tokenFile}')"`];
  return {
    exec: {
      ...{ apiVersion: 'client.authentication.k8s.io/v1', command: 'sh', args, interactiveMode: 'Never' },
    },
  };
}

function clusterErrors(metrics: string): number {
  return Number(/^pod_start_slo_cluster_errors_total (\d+)$/m.exec(metrics)?.[1]);
}

async function refused(watch: RunningWatch): Promise<void> {
  await watch.logged(/does not accept the credentials/);
  await waitFor('further refusals', async () =>
    clusterErrors((await watch.ask('/metrics')).text) >= 3 ? true : null,
  );
  expect(await watch.ask('/healthz')).toMatchObject({ status: 200 });
  expect(await watch.ask('/readyz')).toMatchObject({ status: 503 });
}

async function recovered(watch: RunningWatch, scenario: string): Promise<void> {
  await watch.logged(new RegExp(`the cluster is reachable again[^]*${scenario} #\\d+ answered`));
  const { text } = await watch.ask('/metrics');
  expect(valueOf(text, 'pod_start_slo_iterations_total', `scenario="${scenario}",outcome="failed"`)).toBe(0);
  const warnings = watch.lines().filter((line) => line.startsWith('warning:'));
  const kinds = warnings.map((line) => line.replace(/; trying .*/, '').replaceAll(/[0-9a-f]{10}/g, 'run'));
  expect(kinds.toSorted()).toEqual([...new Set(kinds)].toSorted());
  expect(watch.runIds().length).toBeGreaterThan(1);
}

test('credentials that are refused cost starts and nothing else, and new ones are taken as soon as they are there', async () => {
  using folder = makeFolder();
  using pluginFolder = makeFolder();
  await using namespace = await makeNamespace();
  const runner = account(namespace.name);
  await runner.create();
  await runner.bind();
  const before = await objectsIn(namespace.name);
  const tokenFile = join(folder.path, 'token');
  writeFileSync(tokenFile, await runner.token());
  const started = (name: string, place: string, user: object): RunningWatch => {
    const kubeconfig = kubeconfigWith(place, ({ users: [mine] }) => {
      mine.user = user;
    });
    return startWatch([
      ...['--image', slowStartImage, '--port', '8080', '--name', name, '--via', 'port-forward'],
      ...['--interval', interval, '--warmup', '0', '-n', namespace.name, '--kubeconfig', kubeconfig],
    ]);
  };
  await using file = started('file', folder.path, { tokenFile });
  await using plugin = started('plugin', pluginFolder.path, pluginUser(tokenFile));
  // Two of them on a busy machine: one may have been held up.
  await Promise.all([
    file.logged(/file #1 (answered|invalid)/),
    plugin.logged(/plugin #1 (answered|invalid)/),
  ]);

  await runner.delete();
  await Promise.all([refused(file), refused(plugin)]);
  await runner.create();
  writeFileSync(tokenFile, await runner.token());
  await Promise.all([recovered(file, 'file'), recovered(plugin, 'plugin')]);

  expect(await Promise.all([file.terminate(), plugin.terminate()])).toEqual([[], []]);
  expect(await objectsIn(namespace.name)).toEqual(before);
});
