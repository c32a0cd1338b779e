import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { certificates } from '../kube/certificates.ts';
import { environment } from './support/environment.ts';
import { makeFolder, measure } from './support/result.ts';

const { agnhostImage, slowStartImage } = environment();

/** A pod and its Service, of type NodePort unless another one is named. */
function manifest(
  folder: string,
  containers: readonly (readonly string[])[],
  spec: Readonly<Record<string, unknown>>,
): string {
  const metadata = { name: 'web', labels: { app: 'web' } };
  const service = { type: 'NodePort', selector: { app: 'web' }, ...spec };
  const pod = containers.map((args, index) => ({ name: `c${index}`, image: slowStartImage, args }));
  const objects = [
    { apiVersion: 'v1', kind: 'Service', metadata, spec: service },
    { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: pod } },
  ];
  const file = join(folder, 'manifest.yml');
  writeFileSync(file, objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  return file;
}

test('of a port for metrics and one called http, the application behind http is measured', async () => {
  using folder = makeFolder();
  const containers = [['--listen-after=2s'], ['--port=9090', '--listen-after=0s']];
  const ports = [
    { name: 'metrics', port: 9090 },
    { name: 'http', port: 80, targetPort: 8080 },
  ];
  const file = manifest(folder.path, containers, { ports });
  const measured = await measure(['-f', file, '--iterations', '1']);
  expect(measured).toMatchObject({ code: 0 });
  expect(measured.judged[0]?.totalMs).toBeGreaterThan(2000);
  expect(measured.result.scenarios[0]?.servicePort).toEqual({ name: 'http', number: 80, scheme: 'http' });
  expect(measured.stdout).toContain('via node-port, port 80 (http)');
});

test('a port is probed by its name', async () => {
  using folder = makeFolder();
  const ports = [
    { name: 'metrics', port: 9090 },
    { name: 'api', port: 8000, targetPort: 8080 },
  ];
  const file = manifest(folder.path, [['--listen-after=1s']], { ports });
  const measured = await measure(['-f', file, '--iterations', '1', '--service-port', 'api']);
  expect(measured).toMatchObject({ code: 0 });
  expect(measured.result.scenarios[0]?.servicePort).toEqual({ name: 'api', number: 8000, scheme: 'http' });
});

test('a start without any path is explained by the last error of each path that was tried', async () => {
  using folder = makeFolder();
  const ports = [{ port: 80, targetPort: 8080 }];
  const file = manifest(folder.path, [['--never-listen']], { ports });
  const measured = await measure(['-f', file, '--iterations', '1', '--timeout', '8s']);
  const { outcome, reason, message } = measured.judged[0] ?? {};
  expect({ outcome, reason }).toEqual({ outcome: 'timed-out', reason: 'NotAnswering' });
  expect(message).toMatch(/node-port [\d.]+:\d+: ECONNREFUSED/);
  expect(message).toContain('port-forward: connection refused by port 8080 in the pod');
});

test('a port that declares https is probed over TLS, whoever signed the certificate', async () => {
  using folder = makeFolder();
  const issued = await certificates();
  await issued.remove();
  const labels = { app: 'web' };
  const container = {
    ...{ name: 'web', image: agnhostImage, volumeMounts: [{ name: 'tls', mountPath: '/tls' }] },
    args: [
      'netexec',
      '--http-port=8443',
      '--tls-cert-file=/tls/tls.crt',
      '--tls-private-key-file=/tls/tls.key',
    ],
  };
  const objects = [
    {
      ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } },
      spec: {
        ...{ type: 'NodePort', selector: labels },
        ports: [{ port: 443, targetPort: 8443, appProtocol: 'https' }],
      },
    },
    {
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', labels } },
      spec: { containers: [container], volumes: [{ name: 'tls', secret: { secretName: 'tls' } }] },
    },
    {
      ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'tls' }, type: 'kubernetes.io/tls' },
      stringData: { 'tls.crt': issued.server.cert, 'tls.key': issued.server.key },
    },
  ];
  const file = join(folder.path, 'tls.yml');
  writeFileSync(file, objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  const measured = await measure(['-f', file, '--iterations', '1']);
  expect(measured.code, measured.stderr).toBe(0);
  expect(measured.result.scenarios[0]?.servicePort).toEqual({ name: null, number: 443, scheme: 'https' });
  expect(measured.judged[0]?.outcome).toBe('answered');
});
