import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli } from './support/cli.ts';
import { startCountingProxy, type CountingProxy } from './support/counting-proxy.ts';
import { environment } from './support/environment.ts';
import { kubeconfigWith, type Kubeconfig } from './support/kubeconfig.ts';
import { leftovers } from './support/kubectl.ts';
import { nodeName } from './support/node.ts';
import { makeFolder, readResult } from './support/result.ts';
import { nodeAddress } from './support/route.ts';

const { slowStartImage } = environment();
const apiPort = 6443;

/** A proxy that alone knows where the API server is, which is called by the name of its node. */
async function startProxy(): Promise<CountingProxy & { server: string }> {
  const proxy = await startCountingProxy(await nodeAddress());
  return { ...proxy, server: `https://${await nodeName()}:${apiPort}` };
}

/** Two starts whose Service is asked through the API server too: watches, requests and WebSockets. */
async function measure(folder: string, kubeconfig: string, env: Record<string, string>) {
  const file = join(folder, 'result.json');
  const ended = await cli(
    [
      ...['run', '--kubeconfig', kubeconfig, '--image', slowStartImage, '--port', '8080'],
      ...[
        '--image-pull-policy',
        'IfNotPresent',
        '--via',
        'port-forward',
        '--iterations',
        '2',
        '--warmup',
        '0',
      ],
      ...['--export-json', file],
    ],
    { env: { HTTPS_PROXY: undefined, https_proxy: undefined, ...env } },
  );
  expect({ code: ended.code, stderr: ended.stderr }).toMatchObject({ code: 0 });
  const result = readResult(file);
  expect(result).toMatchObject({ complete: true, fingerprint: { parts: { via: 'port-forward' } } });
  expect(result.scenarios[0]?.summary).toMatchObject({ count: 2, timedOut: 0, failed: 0 });
  expect(await leftovers(result.runId)).toEqual([]);
}

test('everything goes through the proxy of the environment, with a client certificate', async () => {
  using folder = makeFolder();
  await using proxy = await startProxy();
  const kubeconfig = kubeconfigWith(folder.path, ({ clusters: [{ cluster }], users: [{ user }] }) => {
    cluster.server = proxy.server;
    expect(Object.keys(user).sort()).toEqual(['client-certificate-data', 'client-key-data']);
  });
  await measure(folder.path, kubeconfig, { HTTPS_PROXY: proxy.url });
  expect(proxy.asked.length).toBeGreaterThan(1);
  expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${await nodeName()}:${apiPort}`]));
});

/** A plugin that hands out the certificate of a user, and notes that it was run. */
function pluginFor(folder: string, user: Kubeconfig['users'][0]['user']): { command: string; runs: string } {
  const [command, runs, credential] = ['plugin', 'runs', 'credential.json'].map((name) => join(folder, name));
  if (command === undefined || runs === undefined || credential === undefined) throw new Error('no paths');
  const { 'client-certificate-data': certificate = '', 'client-key-data': key = '' } = user as Record<
    string,
    string
  >;
  const pem = (base64: string): string => Buffer.from(base64, 'base64').toString();
  const status = { clientCertificateData: pem(certificate), clientKeyData: pem(key) };
  const object = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status };
  writeFileSync(credential, JSON.stringify(object), { mode: 0o600 });
  writeFileSync(command, `#!/bin/sh\necho run >>'${runs}'\ncat '${credential}'\n`, { mode: 0o755 });
  return { command, runs };
}

test('a plugin hands out the client certificate, and the proxy is the cluster’s own', async () => {
  using folder = makeFolder();
  await using proxy = await startProxy();
  let runs = '';
  const kubeconfig = kubeconfigWith(folder.path, ({ clusters: [{ cluster }], users: [entry] }) => {
    Object.assign(cluster, { server: proxy.server, 'proxy-url': proxy.url });
    const plugin = pluginFor(folder.path, entry.user);
    runs = plugin.runs;
    const apiVersion = 'client.authentication.k8s.io/v1';
    entry.user = { exec: { apiVersion, command: plugin.command, interactiveMode: 'Never' } };
  });
  // What the environment says is another one, where nobody listens.
  await measure(folder.path, kubeconfig, { HTTPS_PROXY: 'http://127.0.0.1:1' });
  expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${await nodeName()}:${apiPort}`]));
  expect(readFileSync(runs, 'utf8')).toBe('run\n');
});

test('a proxy that is away is told of, with who looks further', async () => {
  using folder = makeFolder();
  const server = `https://${await nodeName()}:${apiPort}`;
  const kubeconfig = kubeconfigWith(folder.path, ({ clusters: [{ cluster }] }) => {
    cluster.server = server;
  });
  const { code, stderr } = await cli(
    ['run', '--kubeconfig', kubeconfig, '--image', slowStartImage, '--port', '8080'],
    { env: { HTTPS_PROXY: 'http://127.0.0.1:1' } },
  );
  expect(code).toBe(3);
  expect(stderr).toContain(server);
  expect(stderr).toContain('"pod-start-slo doctor"');
});
