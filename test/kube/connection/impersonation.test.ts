import { mkdtempSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'undici';
import { PodStartSloError } from '../../../src/core/errors.ts';
import { clusterError, type ApiClient } from '../../../src/kube/api/api.ts';
import { connect } from '../../../src/kube/connection/connect.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function kubeconfig(server: string, user: object, cluster: object = {}): string {
  const file = join(mkdtempSync(join(tmpdir(), 'pod-start-slo-test-')), 'config');
  const config = {
    clusters: [{ name: 'k', cluster: { server, ...cluster } }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'k', context: { cluster: 'k', user: 'u' } }],
    'current-context': 'k',
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

async function connected(server: string, user: object, cluster: object = {}): Promise<ApiClient> {
  const api = await connect({
    kubeconfig: kubeconfig(server, user, cluster),
    env: {},
    signal: new AbortController().signal,
  });
  closers.push(() => api.close());
  return api;
}

/** The lines of the headers of each request, upgrades included, by name in lower case. */
async function serve(): Promise<{ url: string; lines: (name: string) => string[][] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  }).on('upgrade', (request: IncomingMessage, socket) => {
    requests.push(request);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  const port = await listening(server);
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  const linesOf = ({ rawHeaders }: IncomingMessage, name: string): string[] =>
    rawHeaders.flatMap((header, index) =>
      index % 2 === 0 && header.toLowerCase() === name ? [rawHeaders[index + 1] ?? ''] : [],
    );
  return { url: `http://127.0.0.1:${port}`, lines: (name) => requests.map((each) => linesOf(each, name)) };
}

describe('a user of the kubeconfig who acts as somebody else', () => {
  const user = {
    token: 't',
    as: 'jane',
    'as-groups': ['dev', 'qa'],
    'as-uid': '42',
    'as-user-extra': { 'example.com/reason': ['on call'] },
  };

  it('does so with all groups, UID and extra fields, in requests, watches and WebSockets', async () => {
    const { url, lines } = await serve();
    const api = await connected(url, user);
    await api.warm();
    const watch = await api.stream({ path: '/api/v1/pods', query: { watch: true } });
    watch.close();
    const { dispatcher, headers } = await api.connection();
    const socket = new WebSocket(url.replace('http', 'ws'), { dispatcher, headers: { ...headers } });
    await new Promise((resolve) => socket.addEventListener('error', resolve, { once: true }));
    expect(lines('impersonate-user')).toEqual([['jane'], ['jane'], ['jane']]);
    expect(lines('impersonate-group')).toEqual([
      ['dev', 'qa'],
      ['dev', 'qa'],
      ['dev', 'qa'],
    ]);
    expect(lines('impersonate-uid')).toEqual([['42'], ['42'], ['42']]);
    expect(lines('impersonate-extra-example.com%2freason')).toEqual([['on call'], ['on call'], ['on call']]);
    expect(lines('authorization')).toEqual([['Bearer t'], ['Bearer t'], ['Bearer t']]);
  });

  it('is refused where only groups are named, as kubectl does', async () => {
    await expect(connected('http://127.0.0.1:9', { ...user, as: undefined })).rejects.toMatchObject({
      facts: { problems: [{ field: '--kubeconfig: user.as' }] },
    });
  });
});

describe('values that stand for what was left out', () => {
  it.each([
    [{ token: 'REDACTED' }, {}, 'user.token'],
    [{ token: '<redacted>' }, {}, 'user.token'],
    [
      { 'client-certificate-data': 'DATA+OMITTED', 'client-key-data': 'eA==' },
      {},
      'user.client-certificate-data',
    ],
    [{ 'client-key-data': '***' }, {}, 'user.client-key-data'],
    [{ password: '${{ secrets.PASSWORD }}' }, {}, 'user.password'],
    [{ token: 't' }, { 'certificate-authority-data': 'DATA+OMITTED' }, 'cluster.certificate-authority-data'],
  ])('are named by their field: %j', async (user, cluster, field) => {
    await expect(connected('http://127.0.0.1:9', user, cluster)).rejects.toMatchObject({
      facts: {
        problems: [
          { field: `--kubeconfig: ${field}`, message: 'is a placeholder for a value that kubectl omitted' },
        ],
      },
    });
  });
});

describe('a proxy that does not work', () => {
  async function failureThrough(proxy: string): Promise<PodStartSloError> {
    const api = await connected('https://cluster.example.com', { token: 't' }, { 'proxy-url': proxy });
    const error: unknown = await api.warm().catch((failure: unknown) => failure);
    return clusterError(error, 'connecting');
  }

  it('is named instead of the server, without its password', async () => {
    const server = createServer();
    const port = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    const { message, facts } = await failureThrough(`http://me:NOT-SHOWN@127.0.0.1:${port}`);
    expect(message).toBe(
      `connecting: nothing listens at the proxy http://127.0.0.1:${port}, which leads to https://cluster.example.com`,
    );
    expect(facts.hint).toContain('proxy-url');
  });

  it('is named where it refuses to connect', async () => {
    const server = createServer().on('connect', (_request, socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    const port = await listening(server);
    closers.push(() => new Promise((resolve) => server.close(resolve)));
    expect((await failureThrough(`http://127.0.0.1:${port}`)).message).toContain(
      `the proxy http://127.0.0.1:${port} does not let us through`,
    );
  });
});
