import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { attempt } from '../../../../src/kube/probe/attempt/attempt.ts';
import type { AttemptOptions, AttemptResult } from '../../../../src/kube/probe/attempt/attempt-result.ts';
import { realClock } from '../support/clocks.ts';
import {
  freePort,
  hasIPv6,
  httpServer,
  httpsServer,
  tcpServer,
  type TestServer,
} from '../support/servers.ts';

const open: TestServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

function ask(port: number, over: Partial<AttemptOptions> = {}): Promise<AttemptResult> {
  return attempt(
    {
      host: '127.0.0.1',
      port,
      scheme: 'http',
      path: '/healthz',
      expectedStatus: 200,
      connectTimeoutMs: 5000,
      responseTimeoutMs: 5000,
      ...over,
    },
    realClock,
  );
}

async function serving(listener: RequestListener, host?: string): Promise<TestServer> {
  const server = await httpServer(listener, host);
  open.push(server);
  return server;
}

async function raw(onText: string | Uint8Array, end = false): Promise<TestServer> {
  const server = await tcpServer((socket) => {
    socket.once('data', () => (end ? socket.end(onText) : socket.write(onText)));
  });
  open.push(server);
  return server;
}

describe('attempt', () => {
  it('stamps start, connection and answer in this order', async () => {
    const { port } = await serving((_, response) => response.end('ok'));
    const { startedMs, connectedMs, atMs, ...rest } = await ask(port);
    expect(rest).toEqual({ matched: true, status: 200, error: null });
    expect(connectedMs).toBeGreaterThanOrEqual(startedMs);
    expect(atMs).toBeGreaterThanOrEqual(connectedMs ?? Infinity);
  });

  it('says in a word that the connection was refused', async () => {
    const refused = await ask(await freePort());
    expect(refused).toMatchObject({ connectedMs: null, matched: false, status: null, error: 'ECONNREFUSED' });
  });

  it('gives up a connection that does not come about', async () => {
    const connect = (_timeoutMs: number, signal: AbortSignal): Promise<never> =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    const hung = await ask(80, { connect, connectTimeoutMs: 20 });
    expect(hung).toMatchObject({ connectedMs: null, status: null, error: 'connect timeout after 20 ms' });
  });

  it('gives up a response that does not come, and closes the connection', async () => {
    const server = await tcpServer((socket) => socket.resume());
    open.push(server);
    const hung = await ask(server.port, { responseTimeoutMs: 30 });
    expect(hung).toMatchObject({ matched: false, status: null, error: 'response timeout after 30 ms' });
    expect(hung.connectedMs).not.toBeNull();
    await vi.waitFor(() => expect(server.open()).toBe(0));
  });

  it('does not count another status than the expected one', async () => {
    const { port } = await serving((_, response) => response.writeHead(503).end());
    expect(await ask(port)).toMatchObject({ matched: false, status: 503, error: 'HTTP 503' });
    expect(await ask(port, { expectedStatus: 503 })).toMatchObject({
      matched: true,
      status: 503,
      error: null,
    });
  });

  it('follows no redirect', async () => {
    const paths: (string | undefined)[] = [];
    const { port } = await serving((request, response) => {
      paths.push(request.url);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await ask(port)).toMatchObject({ matched: false, error: 'HTTP 302' });
    expect(paths).toEqual(['/healthz']);
  });

  it('takes no interim response for the answer', async () => {
    const early = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n';
    const { port } = await raw(`${early}HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n`);
    expect(await ask(port)).toMatchObject({ matched: true, status: 200 });
    const only = await raw(early);
    const waited = await ask(only.port, { expectedStatus: 103, responseTimeoutMs: 50 });
    expect(waited).toMatchObject({ matched: false, status: null });
  });

  it('takes a switch of protocols for no answer', async () => {
    const { port } = await raw(
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    );
    expect(await ask(port, { expectedStatus: 101 })).toMatchObject({ matched: false, status: null });
  });

  it('waits for the head of the response only', async () => {
    const { port } = await raw('HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\nbegin');
    expect(await ask(port)).toMatchObject({ matched: true, status: 200 });
  });

  it('says that what came was not HTTP', async () => {
    const { port } = await raw('SSH-2.0-OpenSSH_9.2\r\n');
    expect((await ask(port)).error).toMatch(/^not HTTP \(HPE_/);
  });

  it('says that the connection was closed without an answer', async () => {
    const { port } = await raw('', true);
    expect(await ask(port)).toMatchObject({ matched: false, status: null, error: 'ECONNRESET' });
  });

  it('opens a connection of its own each time and closes it', async () => {
    const server = await serving((_, response) => response.end('ok'));
    for (let i = 0; i < 3; i++) await ask(server.port);
    expect(server.connections()).toBe(3);
    await vi.waitFor(() => expect(server.open()).toBe(0));
  });

  it('sends address and port as Host, or what it is told', async () => {
    const hosts: (string | undefined)[] = [];
    const { port } = await serving((request, response) => {
      hosts.push(request.headers.host);
      response.end();
    });
    await ask(port);
    await ask(port, { hostHeader: 'shop.example' });
    expect(hosts).toEqual([`127.0.0.1:${port}`, 'shop.example']);
  });

  it.skipIf(!hasIPv6)('puts an IPv6 address in brackets', async () => {
    let host: string | undefined;
    const { port } = await serving((request, response) => {
      host = request.headers.host;
      response.end();
    }, '::1');
    expect(await ask(port, { host: '::1' })).toMatchObject({ matched: true });
    expect(host).toBe(`[::1]:${port}`);
  });

  it('accepts a certificate that nobody vouches for', async () => {
    const server = await httpsServer((_, response) => response.end());
    open.push(server);
    expect(await ask(server.port, { scheme: 'https' })).toMatchObject({
      matched: true,
      status: 200,
      error: null,
    });
    expect(await ask(server.port, { scheme: 'https', host: 'localhost' })).toMatchObject({ matched: true });
  });

  it('says that TLS failed where no TLS is spoken', async () => {
    const { port } = await raw('HTTP/1.1 400 Bad Request\r\n\r\n', true);
    expect((await ask(port, { scheme: 'https' })).error).toMatch(/^TLS: /);
  });

  it('reports a path that cannot be sent instead of throwing', async () => {
    const { port } = await serving((_, response) => response.end());
    expect(await ask(port, { path: '/two words' })).toMatchObject({
      matched: false,
      error: 'ERR_UNESCAPED_CHARACTERS',
    });
  });

  it('ends soon when it is aborted, before and after it has connected', async () => {
    const server = await tcpServer((socket) => socket.resume());
    open.push(server);
    const early = await ask(server.port, { signal: AbortSignal.abort(new Error('enough')) });
    expect(early).toMatchObject({ connectedMs: null, error: 'enough' });
    const abort = new AbortController();
    const running = ask(server.port, { signal: abort.signal });
    await vi.waitFor(() => expect(server.open()).toBe(1));
    abort.abort(new Error('enough'));
    expect(await running).toMatchObject({ matched: false, error: 'enough' });
    await vi.waitFor(() => expect(server.open()).toBe(0));
  });

  it('uses another way to the port where it is given one', async () => {
    const { port } = await serving((_, response) => response.end());
    const { connect } = await import('node:net');
    const tunnel = async (): Promise<ReturnType<typeof connect>> => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      return socket;
    };
    expect(await ask(1, { host: 'nowhere.invalid', connect: tunnel })).toMatchObject({ matched: true });
  });

  it('never rejects, whatever bytes come back', async () => {
    let reply: Uint8Array = new Uint8Array();
    const server = await tcpServer((socket) => socket.once('data', () => socket.end(reply)));
    open.push(server);
    const anything = fc.uint8Array({ maxLength: 200 });
    const almostHttp = fc
      .tuple(fc.integer({ min: 0, max: 999 }), fc.string({ maxLength: 40 }))
      .map(([status, rest]) => Buffer.from(`HTTP/1.1 ${status} ${rest}\r\n\r\n`));
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, almostHttp), async (bytes) => {
        reply = bytes;
        const { matched, status, error } = await ask(server.port);
        expect(matched).toBe(status === 200);
        expect(error === null).toBe(matched);
      }),
      { numRuns: 100 },
    );
  }, 30_000);
});
