import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import type { Looked } from '../../../src/core/doctor/judgement.ts';
import { tokenExpiry } from '../../../src/kube/doctor/credentials.ts';
import { reach, type Reached } from '../../../src/kube/doctor/reach.ts';
import { findTarget } from '../../../src/kube/connection/kubeconfig.ts';
import { certificates } from '../certificates.ts';
import { failure, json, ScriptedApiServer } from '../scripted-api-server.ts';

const cleanUps: (() => unknown)[] = [];
// The tests run at once, since two of them wait for a limit of 10 s: what they opened is closed after the last.
afterAll(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function serve(tls?: Parameters<typeof ScriptedApiServer.start>[0]): Promise<ScriptedApiServer> {
  const server = await ScriptedApiServer.start(tls);
  cleanUps.push(() => server.close());
  server.on('GET /version', json(200, { gitVersion: 'v1.34.4' }));
  const review = { status: { userInfo: { username: 'jane' } } };
  return server.on('POST /apis/authentication.k8s.io/v1/selfsubjectreviews', json(201, review));
}

async function reachBy(kubeconfig: string, env: Record<string, string> = {}): Promise<Reached> {
  const target = findTarget({ kubeconfig, env, serviceAccountDir: '/none' });
  const reached = await reach(target, { env, signal: new AbortController().signal });
  cleanUps.push(() => reached.close());
  return reached;
}

function seen<T>(looked: Looked<T>): T {
  if (!('facts' in looked)) throw new Error(looked.notChecked);
  return looked.facts;
}

/** An unsigned JSON Web Token. */
function jwt(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.signature`;
}

describe.concurrent('a server', () => {
  it('that answers and knows who asks', async () => {
    const server = await serve();
    const reached = await reachBy(await server.kubeconfig({ token: jwt({ exp: 4_000_000_000 }) }));
    expect(reached).toMatchObject({ gitVersion: 'v1.34.4', server: { context: 'scripted', trouble: null } });
    expect(reached.api).not.toBeNull();
    expect(seen(reached.credentials)).toMatchObject({
      ...{ kind: 'a token', user: 'jane', tokenUntilUnixMs: 4e12, certificate: null, trouble: null },
    });
  });

  it('that does not take the token is there all the same', async () => {
    const server = await serve();
    server.on('GET /version', failure(401, 'Unauthorized', 'Unauthorized'));
    const reached = await reachBy(await server.kubeconfig());
    expect(reached.server.trouble).toBeNull();
    expect(seen(reached.credentials).trouble?.message).toContain('does not accept the credentials');
    expect(reached.api).toBeNull();
  });

  it('that shows its version to nobody, and has no word for who asks', async () => {
    const server = await serve();
    server.on('GET /version', failure(403, 'Forbidden', 'no'));
    server.on('POST /apis/authentication.k8s.io/v1/selfsubjectreviews', failure(404, 'NotFound', 'no'));
    const reached = await reachBy(await server.kubeconfig());
    expect(reached.gitVersion).toBeNull();
    expect(seen(reached.credentials)).toMatchObject({ user: null, trouble: null });
    expect(reached.api).not.toBeNull();
  });

  it('whose certificate nobody here trusts', async () => {
    const made = await certificates();
    cleanUps.push(() => made.remove());
    const server = await serve({ ...made.server, requestCert: false });
    const reached = await reachBy(await server.kubeconfig());
    expect(reached.server.trouble?.message).toContain('signed by an unknown authority');
    expect(reached.server.trouble?.hint).toContain('certificate-authority-data');
    expect(reached.credentials).toEqual({ notChecked: 'the API server cannot be reached' });
  });

  it('whose name leads nowhere', async () => {
    const server = await serve();
    const kubeconfig = await server.kubeconfig({}, { server: 'https://no-such-host.invalid:6443' });
    const { trouble } = (await reachBy(kubeconfig)).server;
    expect(trouble?.message).toMatch(/host name .* cannot be resolved/);
  });

  it('behind a proxy that is away: the proxy is named', async () => {
    const server = await serve();
    const kubeconfig = await server.kubeconfig({}, { 'proxy-url': 'http://127.0.0.1:1' });
    const reached = await reachBy(kubeconfig);
    expect(reached.server).toMatchObject({ proxy: 'http://127.0.0.1:1', tookMs: null });
    expect(reached.server.trouble).not.toBeNull();
  });

  it('that takes connections and says nothing is given up in time', async () => {
    const mute = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    cleanUps.push(() => mute.close());
    const { port } = mute.address() as AddressInfo;
    const server = await serve();
    const startedMs = performance.now();
    const reached = await reachBy(await server.kubeconfig({}, { server: `http://127.0.0.1:${port}` }));
    expect(reached.server.trouble?.message).toContain('no answer');
    expect(performance.now() - startedMs).toBeLessThan(14_000);
  });
});

describe.concurrent('credentials', () => {
  it('a plugin that is not installed: its hint is told, and the server is asked without it', async () => {
    const server = await serve();
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'no-such-plugin',
      installHint: 'get it',
    };
    const reached = await reachBy(await server.kubeconfig({ exec }));
    expect(reached.server.trouble).toBeNull();
    const facts = seen(reached.credentials);
    expect(facts).toMatchObject({ kind: 'the credential plugin no-such-plugin', isRenewed: true });
    expect(facts.trouble?.message).toContain('is not installed');
    expect(facts.trouble?.hint).toBe('get it');
    expect(reached.api).toBeNull();
    expect(server.askedFor('GET /version').map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('a plugin that hangs is killed after 10 s', async () => {
    const server = await serve();
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'sleep', args: ['60'] };
    const { credentials } = await reachBy(await server.kubeconfig({ exec }), {
      PATH: process.env['PATH'] ?? '',
    });
    expect(seen(credentials).trouble?.message).toContain('did not end within 10 s');
  });

  it('a client certificate says until when it is valid', async () => {
    const made = await certificates();
    cleanUps.push(() => made.remove());
    const server = await serve(made.server);
    const data = (pem: string): string => Buffer.from(pem).toString('base64');
    const user = {
      'client-certificate-data': data(made.clientCert),
      'client-key-data': data(made.clientKey),
    };
    const cluster = { 'certificate-authority-data': made.caData, 'tls-server-name': 'api.test' };
    const { kind, certificate } = seen((await reachBy(await server.kubeconfig(user, cluster))).credentials);
    expect(kind).toBe('a client certificate');
    const daysLeft = ((certificate?.untilUnixMs ?? 0) - Date.now()) / 86_400_000;
    expect(daysLeft).toBeGreaterThan(1.9);
    expect(daysLeft).toBeLessThanOrEqual(2);
  });

  it.each([
    ['a JSON Web Token', jwt({ exp: 1000 }), 1_000_000],
    ['one that does not expire', jwt({ sub: 'me' }), null],
    ['three parts of something else', 'a.b.c', null],
    ['an opaque one', 'secret', null],
  ])('the expiry of %s', (_, token, expected) => {
    expect(tokenExpiry(token)).toBe(expected);
  });
});
