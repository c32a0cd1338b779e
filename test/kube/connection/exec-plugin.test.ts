import { readFileSync } from 'node:fs';
import { chmod, readFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect } from '../../../src/kube/connection/connect.ts';
import { failure, json, ScriptedApiServer } from '../scripted-api-server.ts';

let server: ScriptedApiServer;

beforeEach(async () => {
  server = await ScriptedApiServer.start();
  server.on('GET /version', json(200, {}));
});
afterEach(() => server.close());

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

/** A plugin that counts its runs and prints the token `run-<n>`. */
function printer(more: object = {}): string {
  const status = JSON.stringify({ ...more, token: 'run-N' });
  return `echo run >> "$RUNS"; n=$(wc -l < "$RUNS"); echo '{"status":${status}}' | sed "s/run-N/run-$(echo $n)/"`;
}

async function connectWith(
  script: string,
  more: object = {},
  options: { execTimeoutMs?: number; signal?: AbortSignal; env?: NodeJS.ProcessEnv } = {},
) {
  const command = await server.file('plugin', `#!/bin/sh\n${script}\n`);
  await chmod(command, 0o755);
  const env = [{ name: 'RUNS', value: `${server.directory}/runs` }];
  const kubeconfig = await server.kubeconfig({ exec: { command: './plugin', env, ...more } });
  return connect({
    kubeconfig,
    env: { PATH: process.env['PATH'] },
    signal: new AbortController().signal,
    ...options,
  });
}

const tokens = (): unknown[] => server.asked.map(({ headers }) => headers.authorization);

test('the token of a plugin is used until it expires', async () => {
  const api = await connectWith(printer({ expirationTimestamp: inAnHour() }));
  await api.warm();
  await api.warm();
  await api.close();
  expect(tokens()).toEqual(['Bearer run-1', 'Bearer run-1']);
});

test('an expired token is replaced', async () => {
  const api = await connectWith(printer({ expirationTimestamp: new Date().toISOString() }));
  await api.warm();
  await api.warm();
  await api.close();
  expect(tokens()).toEqual(['Bearer run-2', 'Bearer run-3']);
});

test('a refused token is replaced and the request repeated once', async () => {
  const api = await connectWith(printer({ expirationTimestamp: inAnHour() }));
  server.on('POST /x', failure(401, 'Unauthorized', 'no'), json(201, {}));
  await api.request({ method: 'POST', path: '/x', body: {} });
  server.on('POST /x', failure(401, 'Unauthorized', 'no'));
  await expect(api.request({ method: 'POST', path: '/x', body: {} })).rejects.toMatchObject({ status: 401 });
  await api.close();
  expect(tokens()).toEqual(['Bearer run-1', 'Bearer run-2', 'Bearer run-2', 'Bearer run-3']);
});

test('requests at once run the plugin once', async () => {
  const api = await connectWith(printer({ expirationTimestamp: inAnHour() }));
  await api.warm({ connections: 5 });
  await api.close();
  expect(new Set(tokens())).toEqual(new Set(['Bearer run-1']));
});

test('a plugin is told how it was called, and about the cluster where it wants to know', async () => {
  const script = `echo "$KUBERNETES_EXEC_INFO" > "$RUNS"; echo '{"status":{"token":"t"}}'`;
  const api = await connectWith(script, {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    provideClusterInfo: true,
  });
  await api.close();
  expect(JSON.parse(await readFile(`${server.directory}/runs`, 'utf8'))).toEqual({
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    kind: 'ExecCredential',
    spec: { interactive: false, cluster: { server: server.url } },
  });
});

test('a plugin that hangs is ended and named', async () => {
  const connecting = connectWith('echo "open your browser" >&2; exec sleep 30', {}, { execTimeoutMs: 150 });
  await expect(connecting).rejects.toMatchObject({
    code: 'cluster',
    message: expect.stringMatching(/plugin of the kubeconfig did not end within 0.15 s$/) as unknown,
    facts: { hint: expect.stringContaining('kubectl get --raw /version') as unknown },
  });
});

test('a plugin that waits for input sees its end', async () => {
  const api = await connectWith(`cat; echo '{"status":{"token":"t"}}'`);
  await api.close();
});

test('a plugin that fails is named', async () => {
  await expect(connectWith('exit 3')).rejects.toThrow(/plugin of the kubeconfig failed \(3\)$/);
});

const secret = 'k8s-aws-v1.aHR0cHM6Ly9zdHM';

test.each([
  ['the token bare', `echo ${secret}`],
  ['the token in quotes', `echo '"${secret}"'`],
  ['the token as its status', `echo '{"status":"${secret}"}'`],
  ['JSON that is cut off', `printf '%s' '{"status":{"token":"${secret}'`],
  ['a token of two lines', `printf '%s' '{"status":{"token":"${secret}\\nx"}}'`],
  ['a token that is no text', `echo '{"status":{"token":{"${secret}":1}}}'`],
  [
    'a certificate that is none',
    `echo '{"status":{"clientCertificateData":"${secret}","clientKeyData":"x"}}'`,
  ],
  ['a credential without a secret', `echo '{"status":{"other":"${secret}"}}'`],
  ['nothing', `echo ${secret} >&2`],
  ['nothing, and fails', `echo ${secret} >&2; echo ${secret}; exit 1`],
  ['noise without end', `while echo ${secret}; do :; done`],
  ['characters for a terminal', `printf '\\033]0;${secret}\\007\\000'`],
])('a plugin that prints %s is named, without a word of what it printed', async (_, script) => {
  const error: unknown = await connectWith(script).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({
    code: 'cluster',
    message: expect.stringContaining('credential plugin') as unknown,
  });
  expect(inspect(error, { depth: Infinity })).not.toContain(secret.slice(0, 6));
});

test('a plugin gets what it needs of the environment, and no secret that is none of its business', async () => {
  const env = {
    PATH: process.env['PATH'],
    HOME: '/home/user',
    AWS_PROFILE: 'prod',
    GOOGLE_APPLICATION_CREDENTIALS: '/key.json',
    https_proxy: 'http://proxy:3128',
    CORP_SSO_TICKET: 'passed on by name',
    POD_START_SLO_PASS_ENV: 'CORP_SSO_*, OTHER',
    'INPUT_GITHUB-TOKEN': secret,
    GITHUB_TOKEN: secret,
    GH_TOKEN: secret,
    ACTIONS_RUNTIME_TOKEN: secret,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret,
    NPM_TOKEN: secret,
    DEPLOY_PASSWORD: secret,
  };
  const api = await connectWith(`env > "$RUNS"; echo '{"status":{"token":"t"}}'`, {}, { env });
  await api.close();
  const names = (await readFile(`${server.directory}/runs`, 'utf8'))
    .split('\n')
    .map((line) => line.split('=', 1)[0] ?? '');
  expect(names).toEqual(
    expect.arrayContaining([
      ...['PATH', 'HOME', 'AWS_PROFILE', 'GOOGLE_APPLICATION_CREDENTIALS', 'https_proxy', 'CORP_SSO_TICKET'],
      ...['KUBERNETES_EXEC_INFO', 'RUNS'],
    ]),
  );
  expect(await readFile(`${server.directory}/runs`, 'utf8')).not.toContain(secret);
});

test('a plugin that is not there is named with the hint of the kubeconfig', async () => {
  const more = { command: 'no-such-plugin-here', installHint: 'Install it.\n' };
  await expect(connectWith('', more)).rejects.toMatchObject({
    message: 'the credential plugin no-such-plugin-here of the kubeconfig is not installed',
    facts: { hint: 'Install it.' },
  });
});

test('an abort ends a plugin that runs', async () => {
  const aborter = new AbortController();
  const reason = new Error('interrupted');
  setTimeout(() => aborter.abort(reason), 50);
  await expect(connectWith('exec sleep 30', {}, { signal: aborter.signal })).rejects.toBe(reason);
});

test('a plugin that hangs is ended with the programs it has started, deaf ones too', async () => {
  const aborter = new AbortController();
  const hangs = `trap '' TERM; sh -c 'trap "" TERM; echo $$ > "$RUNS"; while :; do sleep 1; done' & wait; wait`;
  const connecting = connectWith(hangs, {}, { signal: aborter.signal });
  const pidOf = async (): Promise<number> =>
    Number(await readFile(`${server.directory}/runs`, 'utf8').catch(() => ''));
  await expect.poll(pidOf, { timeout: 10_000 }).toBeGreaterThan(0);
  const pid = await pidOf();
  aborter.abort(new Error('interrupted'));
  await expect(connecting).rejects.toThrow('interrupted');
  await expect.poll(() => isRunning(pid)).toBe(false);
});

test('a plugin that leaves a program in the background is not waited for', async () => {
  const leaves = `setsid sh -c 'echo $$ > "$RUNS"; exec sleep 60' & until [ -s "$RUNS" ]; do sleep 0.05; done; echo '{"status":{"token":"t"}}'`;
  const api = await connectWith(leaves);
  await api.close();
  process.kill(Number(await readFile(`${server.directory}/runs`, 'utf8')), 'SIGKILL');
});

/** A process that has ended may still be listed until its parent has taken note. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
