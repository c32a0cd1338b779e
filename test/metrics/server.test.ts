import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { serveMetrics, type MetricsDeps } from '../../src/metrics/server.ts';

async function served(more: Partial<MetricsDeps> = {}) {
  const server = await serveMetrics(
    { host: '127.0.0.1', port: 0 },
    {
      metrics: () => Promise.resolve('a 1\n'),
      contentType: 'text/plain; version=0.0.4; charset=utf-8',
      unhealthyBecause: () => null,
      notReadyBecause: () => null,
      ...more,
    },
  );
  const url = `http://127.0.0.1:${server.address.port}`;
  return { url, port: server.address.port, [Symbol.asyncDispose]: () => server.close() };
}

it('serves metrics, health and readiness, and nothing else', async () => {
  await using server = await served();
  const metrics = await fetch(`${server.url}/metrics?x=1`);
  expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await metrics.text()).toBe('a 1\n');
  const statusOf = async (path: string, method = 'GET') =>
    (await fetch(`${server.url}${path}`, { method })).status;
  expect(await statusOf('/healthz')).toBe(200);
  expect(await statusOf('/readyz', 'HEAD')).toBe(200);
  for (const path of ['/', '/metrics/', '/debug', '/%2e%2e/etc/passwd'])
    expect(await statusOf(path)).toBe(404);
  for (const method of ['POST', 'DELETE', 'PUT']) expect(await statusOf('/metrics', method)).toBe(405);
});

it('says why the process is not healthy or not ready', async () => {
  await using server = await served({
    unhealthyBecause: () => 'measuring app, for 90 s longer than it may take',
    notReadyBecause: () => 'no start has ended yet',
  });
  const health = await fetch(`${server.url}/healthz`);
  expect([health.status, await health.text()]).toEqual([
    503,
    'measuring app, for 90 s longer than it may take\n',
  ]);
  const ready = await fetch(`${server.url}/readyz`);
  expect([ready.status, await ready.text()]).toEqual([503, 'no start has ended yet\n']);
});

it('metrics that cannot be rendered are an error of that scrape alone', async () => {
  await using server = await served({ metrics: () => Promise.reject(new Error('secret')) });
  const answer = await fetch(`${server.url}/metrics`);
  expect([answer.status, await answer.text()]).toEqual([500, 'the metrics could not be rendered\n']);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

it('an address that is taken is an error, not a crash later', async () => {
  await using server = await served();
  const address = { host: '127.0.0.1', port: server.port };
  const deps = {
    metrics: () => Promise.resolve(''),
    contentType: '',
    unhealthyBecause: () => null,
    notReadyBecause: () => null,
  };
  await expect(serveMetrics(address, deps)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

it('whoever says nothing is let go of when the server closes', async () => {
  const server = await served();
  const silent = connect(server.port, '127.0.0.1');
  await once(silent, 'connect');
  silent.on('error', () => undefined).resume();
  const closed = once(silent, 'close');
  await server[Symbol.asyncDispose]();
  await closed;
});
