import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import type { Listener, ListenerLimits } from '../../src/metrics/listener.ts';
import { serveHealth, serveMetrics, type HealthDeps } from '../../src/metrics/server.ts';

const address = { host: '127.0.0.1', port: 0 };
const contentType = 'text/plain; version=0.0.4; charset=utf-8';

function used(listener: Listener) {
  const { port } = listener.address;
  return { url: `http://127.0.0.1:${port}`, port, [Symbol.asyncDispose]: () => listener.close() };
}

async function metricsServer(metrics = () => Promise.resolve('a 1\n'), limits: Partial<ListenerLimits> = {}) {
  return used(await serveMetrics(address, { metrics, contentType }, limits));
}

async function healthServer(more: Partial<HealthDeps> = {}, limits: Partial<ListenerLimits> = {}) {
  const well = { unhealthyBecause: () => null, notReadyBecause: () => null };
  return used(await serveHealth(address, { ...well, ...more }, limits));
}

const statusOf = async (url: string, method = 'GET') => (await fetch(url, { method })).status;

/** Connections that say nothing, in the order in which they were accepted. */
async function silent(port: number, count: number, localAddress = '127.0.0.1'): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let each = 0; each < count; each += 1) {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    socket.on('error', () => undefined).resume();
    await once(socket, 'connect');
    sockets.push(socket);
  }
  return sockets;
}

it('serves metrics and nothing else', async () => {
  await using server = await metricsServer();
  const metrics = await fetch(`${server.url}/metrics?x=1`);
  expect(metrics.headers.get('content-type')).toBe(contentType);
  expect(await metrics.text()).toBe('a 1\n');
  for (const path of ['/', '/metrics/', '/healthz', '/debug', '/%2e%2e/etc/passwd', '/toString'])
    expect(await statusOf(`${server.url}${path}`)).toBe(404);
  for (const method of ['POST', 'DELETE', 'PUT'])
    expect(await statusOf(`${server.url}/metrics`, method)).toBe(405);
});

it('serves health and readiness at an address of their own, and says why not', async () => {
  await using well = await healthServer();
  expect(await statusOf(`${well.url}/healthz`)).toBe(200);
  expect(await statusOf(`${well.url}/readyz`, 'HEAD')).toBe(200);
  expect(await statusOf(`${well.url}/metrics`)).toBe(404);
  await using ill = await healthServer({
    unhealthyBecause: () => 'measuring app, for 90 s longer than it may take',
    notReadyBecause: () => 'no start has ended yet',
  });
  const health = await fetch(`${ill.url}/healthz`);
  expect([health.status, await health.text()]).toEqual([
    503,
    'measuring app, for 90 s longer than it may take\n',
  ]);
  const ready = await fetch(`${ill.url}/readyz`);
  expect([ready.status, await ready.text()]).toEqual([503, 'no start has ended yet\n']);
});

it('metrics that cannot be rendered are an error of that scrape alone', async () => {
  await using server = await metricsServer(() => Promise.reject(new Error('secret')));
  const answer = await fetch(`${server.url}/metrics`);
  expect([answer.status, await answer.text()]).toEqual([500, 'the metrics could not be rendered\n']);
});

it('an address that is taken is an error, not a crash later', async () => {
  await using server = await metricsServer();
  const taken = { host: '127.0.0.1', port: server.port };
  const deps = { metrics: () => Promise.resolve(''), contentType };
  await expect(serveMetrics(taken, deps)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

it('whoever says nothing is let go of when the server closes', async () => {
  const server = await metricsServer();
  const [socket] = await silent(server.port, 1);
  const closed = once(socket as Socket, 'close');
  await server[Symbol.asyncDispose]();
  await closed;
});

it('connections that say nothing keep nobody from the metrics or the health', async () => {
  await using metrics = await metricsServer();
  await using health = await healthServer();
  const flood = [...(await silent(metrics.port, 70)), ...(await silent(health.port, 70))];
  expect(await statusOf(`${metrics.url}/metrics`)).toBe(200);
  expect(await statusOf(`${health.url}/healthz`)).toBe(200);
  for (const socket of flood) socket.destroy();
});

it('one connection too many of an address takes the place of its oldest, and of no other address', async () => {
  await using server = await healthServer(
    {},
    { perAddress: 3, idleMs: 60_000, headMs: 60_000, requestMs: 60_000 },
  );
  const [other] = (await silent(server.port, 1, '127.0.0.2')) as [Socket];
  const [first, second, third] = (await silent(server.port, 3)) as [Socket, Socket, Socket];
  const closed = once(first, 'close');
  const [fourth] = (await silent(server.port, 1)) as [Socket];
  await closed;
  for (const socket of [other, second, third, fourth]) {
    const answered = once(socket, 'data');
    socket.write('GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n');
    expect(String((await answered)[0])).toMatch(/^HTTP\/1.1 200 /);
    socket.destroy();
  }
});

it('one connection too many over all addresses takes the place of the oldest', async () => {
  await using server = await healthServer(
    {},
    { total: 2, idleMs: 60_000, headMs: 60_000, requestMs: 60_000 },
  );
  const [first] = (await silent(server.port, 1, '127.0.0.2')) as [Socket];
  const [second] = (await silent(server.port, 1, '127.0.0.3')) as [Socket];
  const closed = once(first, 'close');
  expect(await statusOf(`${server.url}/healthz`)).toBe(200);
  await closed;
  second.destroy();
});

it.each([
  ['that says nothing', '', { idleMs: 50 }],
  ['whose head goes on for ever', 'GET /healthz HTTP/1.1\r\nx-a: ', { headMs: 50, checkMs: 20 }],
  ['that asks for nothing more', 'GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n', { idleMs: 50 }],
])('a connection %s is closed after its time', async (_, words, limits) => {
  await using server = await healthServer({}, limits);
  const [socket] = (await silent(server.port, 1)) as [Socket];
  const closed = once(socket, 'close');
  socket.write(words);
  await closed;
});
