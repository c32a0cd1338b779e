import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect } from '../../../src/kube/connection/connect.ts';
import { proxyFromEnv } from '../../../src/kube/connection/proxy.ts';
import { certificates } from '../certificates.ts';
import { json, ScriptedApiServer } from '../scripted-api-server.ts';

const proxy = 'http://proxy:3128';

test.each([
  ['https://api.test', { HTTPS_PROXY: proxy }, proxy],
  ['https://api.test', { https_proxy: proxy }, proxy],
  ['https://api.test', { HTTPS_PROXY: 'proxy:3128' }, proxy],
  ['https://api.test', { HTTP_PROXY: proxy }, null],
  ['http://api.test', { HTTP_PROXY: proxy }, proxy],
  ['http://api.test', { http_proxy: proxy }, proxy],
  ['https://api.test', { HTTPS_PROXY: '' }, null],
  ['https://localhost:6443', { HTTPS_PROXY: proxy }, null],
  ['https://127.0.0.1:6443', { HTTPS_PROXY: proxy }, null],
  ['https://[::1]:6443', { HTTPS_PROXY: proxy }, null],
  ['https://api.test', { HTTPS_PROXY: proxy, NO_PROXY: 'api.test' }, null],
  ['https://api.test', { HTTPS_PROXY: proxy, no_proxy: 'other, test' }, null],
  ['https://api.test', { HTTPS_PROXY: proxy, NO_PROXY: 'pi.test' }, proxy],
  ['https://test', { HTTPS_PROXY: proxy, NO_PROXY: '.test' }, proxy],
  ['https://api.test', { HTTPS_PROXY: proxy, NO_PROXY: '.test' }, null],
  ['https://api.test', { HTTPS_PROXY: proxy, NO_PROXY: '*.TEST' }, null],
  ['https://api.test:6443', { HTTPS_PROXY: proxy, NO_PROXY: 'api.test:443' }, proxy],
  ['https://api.test', { HTTPS_PROXY: proxy, NO_PROXY: 'api.test:443' }, null],
  ['https://10.1.2.3:6443', { HTTPS_PROXY: proxy, NO_PROXY: '10.0.0.0/8' }, null],
  ['https://11.1.2.3:6443', { HTTPS_PROXY: proxy, NO_PROXY: '10.0.0.0/8,nonsense/x' }, proxy],
  ['https://10.1.2.3', { HTTPS_PROXY: proxy, NO_PROXY: '10.1.2.3' }, null],
  ['https://[fd00::5]:6443', { HTTPS_PROXY: proxy, NO_PROXY: 'fd00::/8' }, null],
  ['https://[fd00::5]:6443', { HTTPS_PROXY: proxy, NO_PROXY: '[fd00::5]:6443' }, null],
  ['https://api.test', { HTTPS_PROXY: proxy, NO_PROXY: '*' }, null],
])('%s with %j goes through %j', (server, env, expected) => {
  expect(proxyFromEnv(server, env)).toBe(expected);
});

/** A proxy that knows CONNECT only and leads every name to 127.0.0.1. */
async function connectProxy(): Promise<{ url: string; asked: string[]; close: () => void }> {
  const asked: string[] = [];
  const server = http.createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (request, socket: Duplex) => {
    asked.push(request.url ?? '');
    const upstream = net.connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

let server: ScriptedApiServer;
let tunnel: Awaited<ReturnType<typeof connectProxy>>;
let trust: Awaited<ReturnType<typeof certificates>>;

beforeAll(async () => {
  trust = await certificates();
});
afterAll(() => trust.remove());

beforeEach(async () => {
  server = await ScriptedApiServer.start(trust.server);
  server.on('GET /version', json(200, {}));
  tunnel = await connectProxy();
});

afterEach(async () => {
  tunnel.close();
  await server.close();
});

/** Names the server as only the proxy can resolve it. */
async function warm(env: Record<string, string>, cluster: object = {}): Promise<void> {
  const there = { server: `https://api.test:${server.port}`, 'certificate-authority-data': trust.caData };
  const kubeconfig = await server.kubeconfig({ token: 'secret' }, { ...there, ...cluster });
  const api = await connect({ kubeconfig, env, signal: new AbortController().signal });
  try {
    await api.warm();
  } finally {
    await api.close();
  }
}

test.each(['HTTPS_PROXY', 'https_proxy'])('requests go through the proxy that %s names', async (name) => {
  await warm({ [name]: tunnel.url });
  expect(tunnel.asked).toEqual([`api.test:${server.port}`]);
  expect(server.asked[0]?.headers.authorization).toBe('Bearer secret');
});

test('the proxy of the cluster is used, whatever the environment says', async () => {
  await warm({ HTTPS_PROXY: 'http://127.0.0.1:1' }, { 'proxy-url': tunnel.url });
  expect(tunnel.asked).toHaveLength(1);
});

test('a server that NO_PROXY names is reached directly', async () => {
  const direct = { server: server.url, 'tls-server-name': 'api.test' };
  await warm({ HTTPS_PROXY: tunnel.url, NO_PROXY: '127.0.0.0/8' }, direct);
  expect(tunnel.asked).toEqual([]);
});
