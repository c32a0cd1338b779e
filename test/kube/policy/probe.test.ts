import { createServer, request as httpRequest } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../src/kube/api/api.ts';
import { PolicyProbe } from '../../../src/kube/policy/probe.ts';
import { listen } from '../../listening.ts';
import { certificates } from '../certificates.ts';
import { FakeClock } from '../probe/support/clocks.ts';
import { never, probe, server, step } from './probe-support.ts';

describe("A policy's probe", () => {
  it('sends method, path, headers and body as the policy has them', async () => {
    await using shop = await server((response) => response.writeHead(201).end());
    const headers = [
      { name: 'Host', value: 'shop.example' },
      { name: 'X-Order', value: '7' },
    ];
    const asked = step(`${shop.url}/api/`, {
      ...{ method: 'post', path: '/orders?dry=1', body: '{"größe": 1}', headers, code: 201 },
    });
    expect(await probe.ask(asked, never)).toEqual({ passed: true, status: 201, message: 'HTTP 201' });
    const [seen] = shop.asked;
    expect(seen).toMatchObject({
      line: 'POST /api/orders?dry=1',
      body: '{"größe": 1}',
      headers: { host: 'shop.example', 'x-order': '7', 'content-length': '14' },
    });
  });

  it('fails with another status, a timeout, or nobody there', async () => {
    await using shop = await server((response, { line }) => {
      if (line.includes('slow')) return;
      response.writeHead(503).end();
    });
    expect(await probe.ask(step(shop.url), never)).toEqual({
      passed: false,
      status: 503,
      message: 'HTTP 503 instead of 200',
    });
    expect(await probe.ask(step(shop.url, { path: '/slow', timeoutMs: 50 }), never)).toEqual({
      passed: false,
      status: null,
      message: 'response timeout after 50 ms',
    });
    expect(await probe.ask(step('http://127.0.0.1:9'), never)).toMatchObject({
      passed: false,
      message: 'ECONNREFUSED',
    });
    for (const method of ['patch', 'delete', 'head'] as const)
      expect(await probe.ask(step(shop.url, { method, code: 503 }), never)).toMatchObject({ passed: true });
  });

  it('checks the certificate, unless it is insecure', async () => {
    const made = await certificates();
    try {
      const { key, cert } = made.server;
      await using shop = await listen(createTlsServer({ key, cert }, (_, response) => response.end('ok')));
      const url = shop.url.replace('http:', 'https:');
      expect(await probe.ask(step(url), never)).toMatchObject({ passed: false, status: null });
      expect(await probe.ask(step(url, { insecure: true }), never)).toMatchObject({ passed: true });
    } finally {
      await made.remove();
    }
  });

  it('goes through the proxy that the policy names, and through no other', async () => {
    await using other = await server((response) => response.end('there'));
    await using shop = await server((response, { line }) => {
      if (line.endsWith('/away')) response.writeHead(302, { location: `${other.url}/b` }).end();
      else response.end('ok');
    });
    const through: string[] = [];
    await using proxy = await listen(
      createServer((request, response) => {
        through.push(`${request.method ?? ''} ${request.url ?? ''}`);
        httpRequest(request.url ?? '', (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        }).end();
      }),
    );
    process.env['HTTP_PROXY'] = 'http://127.0.0.1:9';
    try {
      expect(await probe.ask(step(shop.url), never)).toMatchObject({ passed: true });
      expect(await probe.ask(step(shop.url, { path: '/a', proxy: proxy.url }), never)).toMatchObject({
        passed: true,
      });
      expect(await probe.ask(step(shop.url, { path: '/away', proxy: proxy.url }), never)).toMatchObject({
        passed: true,
      });
    } finally {
      delete process.env['HTTP_PROXY'];
    }
    expect(through).toEqual([`GET ${shop.url}/a`, `GET ${shop.url}/away`, `GET ${other.url}/b`]);
  });

  it('ends with the reason of its signal', async () => {
    await using shop = await server(() => undefined);
    const controller = new AbortController();
    const asked = probe.ask(step(shop.url), controller.signal);
    setTimeout(() => controller.abort(new Error('enough')), 30);
    await expect(asked).rejects.toThrow('enough');
  });
});

describe('A Service to which no way leads from here', () => {
  const headless = {
    metadata: { name: 'web', namespace: 'shop' },
    spec: { clusterIP: 'None', ports: [{ port: 80 }] },
  };
  const target = { kind: 'service', name: 'web', namespace: 'shop', port: 80, protocol: 'http' } as const;

  /** An API server of which only this much is asked. */
  function asking(status: number, body: string) {
    const paths: string[] = [];
    const api = {
      request: () => Promise.resolve({ status: 200, headers: {}, body: headless }),
      raw: ({ path }: { path: string }) => {
        paths.push(path);
        return Promise.resolve({ status, headers: {}, body });
      },
    } as unknown as ApiClient;
    const transport = { rawGet: () => Promise.reject(new Error('not asked')) };
    return {
      paths,
      probe: new PolicyProbe({ api, transport, nodes: [], inCluster: false, clock: new FakeClock() }),
    };
  }

  it('is asked through the API server, and what that says itself is no answer', async () => {
    const { paths, probe: through } = asking(200, 'ok');
    expect(await through.ask(step('', { target, path: '/healthz' }), never)).toEqual({
      passed: true,
      status: 200,
      message: 'HTTP 200 (via api-proxy)',
    });
    expect(paths).toEqual(['/api/v1/namespaces/shop/services/web:80/proxy/healthz']);
    const { probe: unavailable } = asking(503, '{"kind":"Status","reason":"ServiceUnavailable"}');
    expect(await unavailable.ask(step('', { target, code: 503 }), never)).toEqual({
      passed: false,
      status: null,
      message: 'API server: ServiceUnavailable (via api-proxy)',
    });
  });

  it('is not asked so where that could not pass on what the policy asks', async () => {
    const { paths, probe: through } = asking(200, 'ok');
    for (const facts of [{ headers: [{ name: 'Host', value: 'x' }] }, { method: 'head' as const }])
      expect(await through.ask(step('', { target, ...facts }), never)).toMatchObject({
        passed: false,
        message: expect.stringContaining('no route to port 80 of service web') as string,
      });
    expect(paths).toEqual([]);
  });
});
