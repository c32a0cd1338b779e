import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCountingProxy } from './support/counting-proxy.ts';
import { environment } from './support/environment.ts';
import { kubeconfigAt } from './support/kubeconfig.ts';
import { kubectl, makeNamespace } from './support/kubectl.ts';
import { giveAddress } from './support/load-balancer.ts';
import { makeFolder, measure, type Measured } from './support/result.ts';
import { nodeAddress, routeToNode } from './support/route.ts';

const { slowStartImage } = environment();
const once = ['--iterations', '1', '--timeout', '20s'];
const image = ['--image', slowStartImage, '--port', '8080', '--arg=--listen-after=1s'];

/** A pod and a Service in a manifest, for what the flags cannot say of a Service. */
function manifest(folder: string, spec: Readonly<Record<string, unknown>>): string {
  const labels = { app: 'app' };
  const metadata = { name: 'app', labels };
  const ports = [{ port: 80, targetPort: 8080 }];
  const container = { name: 'app', image: slowStartImage, args: ['--listen-after=1s'] };
  const objects = [
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports, ...spec } },
    { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [container] } },
  ];
  const file = join(folder, 'manifest.yml');
  writeFileSync(file, objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  return file;
}

function expectAnswered({ code, judged, stderr }: Measured): void {
  expect({ code, stderr }).toMatchObject({ code: 0 });
  for (const { outcome, totalMs } of judged.filter((each) => each.outcome !== 'invalid')) {
    expect(outcome).toBe('answered');
    expect(totalMs).toBeGreaterThan(1000);
  }
}

test.each(['node-port', 'api-proxy', 'port-forward'])('--via %s is asked and answers', async (via) => {
  const measured = await measure([...image, ...once, '--warmup', '0', '--via', via]);
  expectAnswered(measured);
  expect(measured.result.measurement).toMatchObject({ via, viaReason: `${via} was requested` });
  expect(measured.stdout).toContain(`via ${via}`);
});

test('a cluster IP is asked where a route leads to it, and nowhere else', async () => {
  using folder = makeFolder();
  const [a, b] = (
    await kubectl(['get', '-n', 'default', 'service/kubernetes', '-o', 'jsonpath={.spec.clusterIP}'])
  ).split('.');
  const clusterIP = `${a ?? ''}.${b ?? ''}.200.${randomInt(2, 250)}`;
  const file = manifest(folder.path, { type: 'NodePort', clusterIP });

  const without = await measure(['-f', file, ...once]);
  expectAnswered(without);
  expect(without.result.measurement.via).toBe('node-port');
  expect(without.result.measurement.viaReason).toMatch(
    /^node-port \(.*\) answered; before it, cluster-ip is not possible \(no route leads to the cluster’s network from here\)/,
  );

  await using cleanup = new AsyncDisposableStack();
  cleanup.use(await routeToNode(clusterIP));
  const withRoute = await measure(['-f', file, ...once]);
  expectAnswered(withRoute);
  expect(withRoute.result.measurement).toMatchObject({
    via: 'cluster-ip',
    viaReason: `cluster-ip (http://${clusterIP}/) answered.`,
  });
});

test('auto prefers a load balancer whose address comes in time', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const [a, b] = (await nodeAddress()).split('.');
  const address = `${a ?? ''}.${b ?? ''}.255.${randomInt(2, 250)}`;
  await using cleanup = new AsyncDisposableStack();
  cleanup.use(await routeToNode(address));
  cleanup.use(giveAddress(namespace.name, address));
  const file = manifest(folder.path, { type: 'LoadBalancer' });
  const measured = await measure(['-f', file, '--iterations', '2', '--timeout', '20s', '-n', namespace.name]);
  expectAnswered(measured);
  expect(measured.result.measurement.via).toBe('load-balancer');
  expect(measured.result.measurement.viaReason).toContain(`load-balancer (http://${address}/) answered`);
});

test('auto goes by the node port where a load balancer’s address does not come in time', async () => {
  using folder = makeFolder();
  const file = manifest(folder.path, { type: 'LoadBalancer' });
  const measured = await measure(['-f', file, ...once, '--address-timeout', '1s']);
  expectAnswered(measured);
  expect(measured.result.measurement.via).toBe('node-port');
  expect(measured.result.measurement.viaReason).toContain(
    'load-balancer is not possible (the load balancer has no address so far)',
  );
});

test('a proxy of the environment carries what the API server is asked, and no probe', async () => {
  using folder = makeFolder();
  await using proxy = await startCountingProxy();
  const server = `${await nodeAddress()}:6443`;
  const env = { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, NO_PROXY: '', no_proxy: '' };
  const flags = [...image, ...once, '--via', 'node-port', '--warmup', '0'];
  const kubeconfig = ['--kubeconfig', kubeconfigAt(folder.path, `https://${server}`)];
  const measured = await measure([...flags, ...kubeconfig], { env });
  expectAnswered(measured);
  expect(measured.judged[0]?.probe.attempts).toBeGreaterThan(10);
  expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${server}`]));
});
