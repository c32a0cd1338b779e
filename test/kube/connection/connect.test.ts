import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { clusterError } from '../../../src/kube/api/api.ts';
import { connect, type ConnectOptions } from '../../../src/kube/connection/connect.ts';
import { certificates, type Certificates } from '../certificates.ts';
import { json, ScriptedApiServer } from '../scripted-api-server.ts';

let trust: Certificates;
let server: ScriptedApiServer;
let clientName: string | undefined;

beforeAll(async () => {
  trust = await certificates();
});
afterAll(() => trust.remove());

beforeEach(async () => {
  clientName = undefined;
  server = await ScriptedApiServer.start(trust.server);
  server.on('GET /version', (response, asked) => {
    if (response.socket instanceof TLSSocket) clientName = response.socket.getPeerX509Certificate()?.subject;
    json(200, {})(response, asked);
  });
});
afterEach(() => server.close());

/** Connects, asks once and returns what the server saw of it. */
async function ask(options: Partial<ConnectOptions>): Promise<string | undefined> {
  const api = await connect({ env: {}, signal: new AbortController().signal, ...options });
  try {
    await api.warm();
    return server.asked.at(-1)?.headers.authorization;
  } catch (error) {
    throw clusterError(error, 'asking');
  } finally {
    await api.close();
  }
}

const trusted = (): object => ({ 'certificate-authority-data': trust.caData, 'tls-server-name': 'api.test' });

test('certificate authority and server name of the kubeconfig are honoured', async () => {
  expect(await ask({ kubeconfig: await server.kubeconfig({ token: 't' }, trusted()) })).toBe('Bearer t');
});

test('a certificate nobody here knows is told in a sentence', async () => {
  await expect(ask({ kubeconfig: await server.kubeconfig() })).rejects.toThrow(
    `asking: the certificate of ${server.url} is signed by an unknown authority`,
  );
});

test('a certificate for another name is told in a sentence', async () => {
  const kubeconfig = await server.kubeconfig({}, { 'certificate-authority-data': trust.caData });
  await expect(ask({ kubeconfig })).rejects.toThrow(`the certificate of ${server.url} is for another name`);
});

test('insecure-skip-tls-verify is honoured', async () => {
  const kubeconfig = await server.kubeconfig({ token: 't' }, { 'insecure-skip-tls-verify': true });
  expect(await ask({ kubeconfig })).toBe('Bearer t');
});

test('a client certificate is shown, and its files are found beside the kubeconfig', async () => {
  await server.file('me.crt', trust.clientCert);
  await server.file('me.key', trust.clientKey);
  const kubeconfig = await server.kubeconfig(
    { 'client-certificate': 'me.crt', 'client-key': './me.key' },
    trusted(),
  );
  expect(await ask({ kubeconfig })).toBeUndefined();
  expect(clientName).toBe('CN=tester');
});

test('a name and a password are sent', async () => {
  const kubeconfig = await server.kubeconfig({ username: 'me', password: 'pässword' }, trusted());
  expect(await ask({ kubeconfig })).toBe(`Basic ${Buffer.from('me:pässword').toString('base64')}`);
});

test('a token file is read, and wins over a token', async () => {
  await server.file('token', 'from-file\n');
  const kubeconfig = await server.kubeconfig({ tokenFile: 'token', token: 'fixed' }, trusted());
  expect(await ask({ kubeconfig })).toBe('Bearer from-file');
});

test('a token file is read again when the token is refused', async () => {
  await server.file('token', 'old');
  const kubeconfig = await server.kubeconfig({ tokenFile: 'token' }, trusted());
  server.on('GET /version', (response, asked) => {
    void server
      .file('token', 'new')
      .then(() => json(asked.headers.authorization === 'Bearer new' ? 200 : 401, {})(response, asked));
  });
  expect(await ask({ kubeconfig })).toBe('Bearer new');
});

test('inside a pod the service account is used', async () => {
  const serviceAccountDir = path.join(server.directory, 'account');
  await mkdir(serviceAccountDir);
  await server.file('account/token', 'pod-token');
  await server.file('account/ca.crt', Buffer.from(trust.caData, 'base64').toString());
  await server.file('account/namespace', 'mine\n');
  const env = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(server.port) };
  const api = await connect({ env, serviceAccountDir, signal: new AbortController().signal });
  expect(api).toMatchObject({ server: server.url, context: null, namespace: 'mine' });
  await api.close();
});
