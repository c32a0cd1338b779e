import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError, clusterError, type ApiClient } from '../../../src/kube/api/api.ts';
import { clientOf } from '../kube-harness.ts';
import { failure, hangUp, json, ScriptedApiServer, silence } from '../scripted-api-server.ts';

const path = '/api/v1/namespaces/x/pods';
const get = { method: 'GET', path } as const;
const post = { method: 'POST', path, body: { kind: 'Pod' } } as const;

let server: ScriptedApiServer;
let api: ApiClient;

beforeEach(async () => {
  server = await ScriptedApiServer.start();
  api = await clientOf(server);
});

afterEach(async () => {
  await api.close();
  await server.close();
});

test('a request carries the query, the token and the name of the program', async () => {
  server.on(`GET ${path}`, json(200, { items: [] }));
  const answer = await api.request<{ items: unknown[] }>({ ...get, query: { limit: 5, watch: undefined } });
  expect(answer).toMatchObject({
    status: 200,
    body: { items: [] },
    headers: { 'content-type': 'application/json' },
  });
  const [asked] = server.asked;
  expect(asked?.query.toString()).toBe('limit=5');
  expect(asked?.headers).toMatchObject({
    authorization: 'Bearer secret',
    'user-agent': expect.stringMatching(/^pod-start-slo\/\d/) as unknown,
  });
});

test('a body is sent as JSON, or as the type it says it is', async () => {
  server.on(`POST ${path}`, json(201, {})).on(`PATCH ${path}/a`, json(200, {}));
  await api.request(post);
  const contentType = 'application/apply-patch+yaml';
  await api.request({ method: 'PATCH', path: `${path}/a`, body: { a: 'ü' }, contentType });
  expect(server.asked.map(({ body, headers }) => [body, headers['content-type']])).toEqual([
    ['{"kind":"Pod"}', 'application/json'],
    ['{"a":"ü"}', contentType],
  ]);
});

test('a refusal carries what the Status says', async () => {
  const details = { name: 'a', kind: 'pods', causes: [{ reason: 'FieldValueInvalid', field: 'spec' }] };
  const status = {
    kind: 'Status',
    code: 409,
    reason: 'AlreadyExists',
    message: 'pods "a" already exists',
    details,
  };
  server.on(`POST ${path}`, json(409, status));
  const error = await api.request(post).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    status: 409,
    reason: 'AlreadyExists',
    message: 'pods "a" already exists',
    details,
  });
});

test('a refusal by something in between shows the start of its page', async () => {
  server.on(`POST ${path}`, (response) => response.writeHead(407).end('<html>Proxy login'));
  await expect(api.request(post)).rejects.toMatchObject({
    status: 407,
    message: 'HTTP 407: <html>Proxy login',
  });
});

test('a page that is not JSON is not taken for an answer', async () => {
  server.on(`GET ${path}`, (response) => response.end('<html>Login'));
  await expect(api.request(get)).rejects.toMatchObject({ status: 0, reason: 'NotJson' });
});

test.each([500, 502, 503, 504])('a GET is repeated after HTTP %i', async (status) => {
  server.on(`GET ${path}`, failure(status, '', 'away'), json(200, { ok: true }));
  expect((await api.request(get)).body).toEqual({ ok: true });
  expect(api.stats).toMatchObject({ requests: { GET: 2 }, throttled: 0 });
});

test('a GET is repeated after a broken connection', async () => {
  server.on(`GET ${path}`, hangUp, hangUp, json(200, {}));
  await api.request(get);
  expect(server.count(`GET ${path}`)).toBe(3);
});

test('a GET is given up after five attempts, with the last error', async () => {
  server.on(`GET ${path}`, failure(500, 'InternalError', 'etcd is away'));
  await expect(api.request(get)).rejects.toMatchObject({ status: 500, message: 'etcd is away' });
  expect(server.count(`GET ${path}`)).toBe(5);
});

test.each([
  ['HTTP 500', failure(500, 'InternalError', 'away')],
  ['HTTP 503 with a wait', failure(503, '', 'away', { 'retry-after': '0' })],
  ['a broken connection', hangUp],
])('a POST is not repeated after %s, since it may have been carried out', async (_, answer) => {
  server.on(`POST ${path}`, answer, json(201, {}));
  await expect(api.request(post)).rejects.toBeInstanceOf(ApiError);
  expect(server.count(`POST ${path}`)).toBe(1);
});

test('a throttled request waits and is counted, whatever its method', async () => {
  const throttled = failure(429, 'TooManyRequests', 'slow down', { 'retry-after': '0' });
  server.on(`POST ${path}`, throttled, throttled, json(201, {}));
  expect((await api.request(post)).status).toBe(201);
  expect(api.stats.throttled).toBe(2);
});

test('a 429 that is an answer is thrown at once', async () => {
  server.on(`POST ${path}`, failure(429, 'TooManyRequests', 'disruption budget', { 'retry-after': '10' }));
  await expect(api.request({ ...post, retry429: false })).rejects.toMatchObject({
    status: 429,
    retryAfterMs: 10_000,
  });
});

test('a wait longer than half a minute is not waited', async () => {
  server.on(`GET ${path}`, failure(429, 'TooManyRequests', 'slow down', { 'retry-after': '3600' }));
  await expect(api.request(get)).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
});

test('a request without an answer ends after its time', async () => {
  server.on(`GET ${path}`, silence);
  await expect(api.request({ ...get, timeoutMs: 30 })).rejects.toMatchObject({
    status: 0,
    reason: 'ETIMEDOUT',
  });
});

test('a body that stops half-way ends after its time', async () => {
  server.on(`GET ${path}`, (response) => void response.write('{"half'));
  await expect(api.request({ ...get, timeoutMs: 30 })).rejects.toMatchObject({ reason: 'ETIMEDOUT' });
});

test('an abort ends a request, and the wait before a repetition, with its reason', async () => {
  server.on(`GET ${path}`, failure(429, 'TooManyRequests', 'slow down', { 'retry-after': '20' }));
  const reason = new Error('interrupted');
  const aborter = new AbortController();
  const waiting = api.request({ ...get, signal: aborter.signal });
  setTimeout(() => aborter.abort(reason), 30);
  await expect(waiting).rejects.toBe(reason);
  await expect(api.request({ ...get, signal: aborter.signal })).rejects.toBe(reason);
  expect(server.count(`GET ${path}`)).toBe(1);
});

test('text is passed on as it is, and any status where asked for', async () => {
  server.on(`GET ${path}/a/log`, (response) => response.end('line\n'));
  server.on(`GET ${path}/a/proxy/healthz`, (response) => response.writeHead(503).end('not yet'));
  expect((await api.raw({ path: `${path}/a/log` })).body).toBe('line\n');
  const proxied = await api.raw({ path: `${path}/a/proxy/healthz`, anyStatus: true });
  expect(proxied).toMatchObject({ status: 503, body: 'not yet' });
  expect(server.count(`GET ${path}/a/proxy/healthz`)).toBe(1);
});

test('a stream passes bytes on and says when it breaks', async () => {
  server.on(`WATCH ${path}`, (response) => {
    response.write('one');
    setTimeout(() => response.destroy(), 20);
  });
  const stream = await api.stream({ path, query: { watch: 1 } });
  const seen: string[] = [];
  const reading = (async () => {
    for await (const chunk of stream.body) seen.push(Buffer.from(chunk).toString());
  })();
  await expect(reading).rejects.toMatchObject({ name: 'ApiError', status: 0 });
  expect(seen).toEqual(['one']);
  expect(api.stats.requests).toEqual({ WATCH: 1 });
});

test('a stream that is not wanted can be closed', async () => {
  let closed = false;
  server.on(`GET ${path}`, (response) => {
    response.on('close', () => (closed = true));
    response.write('endless');
  });
  const stream = await api.stream({ path });
  stream.close();
  await vi.waitFor(() => expect(closed).toBe(true));
});

test('opened connections are used again', async () => {
  const sockets = new Set<unknown>();
  server.on('GET /version', (response) => {
    sockets.add(response.socket);
    setTimeout(() => response.end('{}'), 20);
  });
  await api.warm({ connections: 3 });
  expect(sockets.size).toBe(3);
  server.on(`GET ${path}`, (response) => {
    sockets.add(response.socket);
    response.end('{}');
  });
  await api.request(get);
  expect(sockets.size).toBe(3);
});

test('a server that shows its version to nobody is warmed all the same', async () => {
  server.on('GET /version', failure(403, 'Forbidden', 'no'));
  await api.warm();
  server.on('GET /version', failure(401, 'Unauthorized', 'no'));
  await expect(api.warm()).rejects.toMatchObject({ status: 401 });
});

test('the clock of the server is compared by the Date of its answers', async () => {
  server.on(`GET ${path}`, (response) => {
    response.setHeader('date', new Date(Date.now() + 60_000).toUTCString());
    response.end('{}');
  });
  expect(api.stats.clockSkew).toBeNull();
  await api.request(get);
  const { skewMs, resolutionMs } = api.stats.clockSkew ?? { skewMs: NaN, resolutionMs: NaN };
  expect(Math.abs(skewMs - 60_000)).toBeLessThanOrEqual(resolutionMs);
});

test.each([
  [401, 'doing it: http://127.0.0.1:PORT does not accept the credentials'],
  [403, 'doing it: words of the server'],
  [422, 'doing it: words of the server'],
])('HTTP %i is told in a sentence', async (status, message) => {
  server.on(`GET ${path}`, failure(status, '', 'words of the server'));
  const error = clusterError(await api.request(get).catch((caught: unknown) => caught), 'doing it');
  expect(error).toMatchObject({ code: 'cluster', facts: { status } });
  expect(error.message.replace(String(server.port), 'PORT')).toBe(message);
});

test('a server that is not there is told in a sentence', async () => {
  const { url } = server;
  await server.close();
  const error = clusterError(await api.request(get).catch((caught: unknown) => caught), 'listing pods');
  expect(error.message).toBe(`listing pods: nothing listens at ${url}`);
  server = await ScriptedApiServer.start();
});
