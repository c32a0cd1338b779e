import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { apiTransport } from '../../../../src/kube/probe/attempt/api-client-transport.ts';
import { pathCandidates } from '../../../../src/kube/probe/paths/paths.ts';
import type { ProbeTarget } from '../../../../src/kube/probe/paths/target.ts';
import { fakeApi, status, type FakeApi, type ServerSocket } from '../support/api.ts';
import { realClock } from '../support/clocks.ts';
import { pathFacts, pod } from '../support/facts.ts';

const open: FakeApi[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});
const { signal } = new AbortController();

async function api(listener: RequestListener, onWebSocket?: Parameters<typeof fakeApi>[1]): Promise<FakeApi> {
  const made = await fakeApi(listener, onWebSocket);
  open.push(made);
  return made;
}

const notFound: RequestListener = (_, response) => {
  response.writeHead(404, { 'content-type': 'application/json' }).end(status(404, 'NotFound'));
};

async function target(
  via: 'port-forward' | 'api-proxy',
  listener: RequestListener,
  onWebSocket?: (socket: ServerSocket, path: string) => void,
): Promise<ProbeTarget> {
  const { client } = await api(listener, onWebSocket);
  const candidates = pathCandidates(pathFacts(), { api: apiTransport(client), clock: realClock });
  const [found] = candidates.find((each) => each.via === via)?.targets ?? [];
  if (found === undefined) throw new Error(`no ${via}`);
  return found;
}

describe('rawGet', () => {
  it('gives any status, follows no redirect, and sends the credentials', async () => {
    const asked: string[] = [];
    const { client } = await api((request, response) => {
      asked.push(`${request.url ?? ''} ${request.headers.authorization ?? ''}`);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const response = await apiTransport(client).rawGet('/p?q=1', { signal, timeoutMs: 5000 });
    expect(response).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
    expect(asked).toEqual(['/p?q=1 Bearer t']);
  });

  it('uses its connection again, whether or not anybody reads the body', async () => {
    const made = await api((_, response) => response.end('body'));
    for (let i = 0; i < 3; i++) {
      await apiTransport(made.client).rawGet('/p', { signal, timeoutMs: 5000 });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(made.connections()).toBe(1);
  });

  it('reads no more than a few KiB of an endless body', async () => {
    const { client } = await api((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(4096)));
      };
      response.on('drain', more);
      more();
    });
    const text = await (await apiTransport(client).rawGet('/p', { signal, timeoutMs: 5000 })).text();
    expect(text.length).toBeGreaterThanOrEqual(16 * 1024);
    expect(text.length).toBeLessThan(1024 * 1024);
  });
});

describe('api-proxy', () => {
  it('tells the application’s answer from the API server’s', async () => {
    let ready = false;
    const proxy = await target('api-proxy', (request, response) => {
      if (ready) response.end('ok');
      else notFound(request, response);
    });
    expect(await proxy.attempt(null, signal)).toMatchObject({
      status: null,
      error: 'API server: HTTP 404 NotFound',
    });
    ready = true;
    expect(await proxy.attempt(null, signal)).toMatchObject({ matched: true, status: 200 });
  });
});

describe('port-forward', () => {
  const announcement = (channel: number, port = pod.port): Buffer =>
    Buffer.of(channel, port & 0xff, port >> 8);
  const data = (text: string): Buffer => Buffer.concat([Buffer.of(0), Buffer.from(text)]);

  it('carries a request to the pod and its response back', async () => {
    const requests: string[] = [];
    const paths: string[] = [];
    const forward = await target('port-forward', notFound, (socket, path) => {
      paths.push(`${socket.protocol} ${path}`);
      socket.send(announcement(0));
      socket.send(announcement(1));
      socket.onMessage((message) => {
        requests.push(message.toString('latin1'));
        socket.send(data('HTTP/1.1 200 O'));
        socket.send(data(`K\r\ncontent-length: 300\r\n\r\n${'x'.repeat(300)}`));
      });
    });
    expect(await forward.attempt(null, signal)).toMatchObject({ matched: true, status: 200, error: null });
    expect(paths).toEqual(['v4.channel.k8s.io /api/v1/namespaces/demo/pods/shop-1/portforward?ports=80']);
    expect(requests.join('')).toMatch(/^\0GET \/healthz HTTP\/1\.1\r\nhost: localhost\r\n/);
  });

  it('says that the pod refused', async () => {
    const forward = await target('port-forward', notFound, (socket) => {
      socket.send(announcement(0));
      socket.send(announcement(1));
      socket.onMessage(() => {
        const why = 'error forwarding port 80: dial tcp4 127.0.0.1:80: connect: connection refused';
        socket.send(Buffer.concat([Buffer.of(1), Buffer.from(why)]));
      });
    });
    const refused = await forward.attempt(null, signal);
    expect(refused).toMatchObject({
      matched: false,
      status: null,
      error: 'port-forward: connection refused by port 80 in the pod',
    });
    expect(refused.connectedMs).not.toBeNull();
  });

  it('says that the connection ended without an answer', async () => {
    const forward = await target('port-forward', notFound, (socket) => socket.close());
    expect(await forward.attempt(null, signal)).toMatchObject({ matched: false, status: null });
  });

  it('says why the API server did not open it', async () => {
    const forward = await target('port-forward', notFound);
    expect(await forward.attempt(null, signal)).toMatchObject({
      connectedMs: null,
      error: 'port-forward: HTTP 404 NotFound',
    });
    const unclear = await target('port-forward', (_, response) => {
      const body = status(400, 'BadRequest', 'Upgrade request required');
      response.writeHead(400, { 'content-type': 'application/json' }).end(body);
    });
    expect(await unclear.attempt(null, signal)).toMatchObject({ error: 'port-forward: not opened' });
  });

  it('ends when it is aborted, before and after it was opened', async () => {
    let opened = 0;
    const forward = await target('port-forward', notFound, () => {
      opened += 1;
    });
    const abort = new AbortController();
    const running = forward.attempt(null, abort.signal);
    await vi.waitFor(() => expect(opened).toBe(1));
    abort.abort(new Error('enough'));
    expect(await running).toMatchObject({ matched: false, error: 'enough' });
    expect(await forward.attempt(null, abort.signal)).toMatchObject({ connectedMs: null, error: 'enough' });
  });
});
