import { afterEach, describe, expect, it } from 'vitest';
import { checkCredentials } from '../../../src/core/doctor/checks/credentials.ts';
import { credentialGaps } from '../../../src/kube/connection/credential-gaps.ts';
import { reach } from '../../../src/kube/doctor/reach.ts';
import { findTarget } from '../../../src/kube/connection/kubeconfig.ts';
import { failure, json, ScriptedApiServer } from '../scripted-api-server.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const gapsOf = (user: Record<string, unknown>, context: string | null = 'k') =>
  credentialGaps({ user, context }).map(({ message }) => message);

describe('a server that takes us for nobody', () => {
  it('is a problem of the credentials, with what is missing by name', async () => {
    const server = await ScriptedApiServer.start();
    closers.push(() => server.close());
    server.on('GET /version', json(200, { gitVersion: 'v1.34.4' }));
    const denied = 'selfsubjectreviews is forbidden: User "system:anonymous" cannot create resource';
    server.on('POST /apis/authentication.k8s.io/v1/selfsubjectreviews', failure(403, 'Forbidden', denied));
    const target = findTarget({
      kubeconfig: await server.kubeconfig({}),
      env: {},
      serviceAccountDir: '/none',
    });
    const reached = await reach(target, { env: {}, signal: new AbortController().signal });
    closers.push(() => reached.close());
    if (!('facts' in reached.credentials)) throw new Error('not checked');
    const { status, findings } = checkCredentials(reached.credentials.facts);
    expect(status).toBe('problem');
    expect(findings.map(({ message }) => message)).toEqual([
      'the API server sees the user system:anonymous; the kubeconfig has no credentials',
      expect.stringContaining('has no user, or one without credentials'),
    ]);
    expect(reached.api).toBeNull();
  });
});

describe('what credentials lack', () => {
  it.each([
    [
      { 'client-certificate-data': 'x' },
      'the user has a client certificate without client-key-data or client-key',
    ],
    [
      { 'client-key': '/k' },
      'the user has a client key without client-certificate-data or client-certificate',
    ],
    [{ 'auth-provider': { name: 'gcp' } }, 'the auth provider gcp has no access-token'],
    [
      { 'auth-provider': { name: 'oidc', config: { 'id-token': 'a.b.c' } } },
      'the id-token of the auth provider oidc cannot be renewed: there is no refresh-token',
    ],
  ])('is named: %j', (user, message) => {
    expect(gapsOf(user)).toEqual([message]);
  });

  it('names the plugin that took the place of a provider', () => {
    const fixOf = (name: string) =>
      credentialGaps({ user: { 'auth-provider': { name } }, context: 'k' })[0]?.fix;
    expect(fixOf('gcp')).toContain('gke-gcloud-auth-plugin');
    expect(fixOf('azure')).toContain('kubelogin');
    expect(fixOf('oidc')).toContain('oidc-login');
  });

  it('is nothing where they are complete', () => {
    expect(gapsOf({ token: 't' })).toEqual([]);
    expect(gapsOf({ 'client-certificate-data': 'x', 'client-key-data': 'y' })).toEqual([]);
    expect(gapsOf({ tokenFile: '/t' }, null)).toEqual([]);
  });
});
