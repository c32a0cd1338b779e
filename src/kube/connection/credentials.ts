import type { RequestOptions } from 'node:https';
import type { ConnectionOptions } from 'node:tls';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { messageOf, PodStartSloError } from '../../core/errors.ts';
import { pluginHint } from './credential-gaps.ts';
import { ExecPlugin, type ExecSettings } from './exec-plugin.ts';
import { isSettings } from './kubeconfig-file.ts';
import type { Target } from './kubeconfig-target.ts';

export type TlsOptions = Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'rejectUnauthorized' | 'servername'>;

/** What identifies us to the server. */
export interface Credentials {
  tls: TlsOptions;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
}

export interface CredentialsOptions {
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  execTimeoutMs: number;
}

export interface CredentialsSource {
  /** @throws PodStartSloError cluster */
  current(): Promise<Credentials>;
  /** Forgets what was refused. False when nothing else can come: a fixed token or certificate. */
  expire(): boolean;
}

/** Token files and plugins are looked at again after this long. */
const staleAfterMs = 10_000;
/** A credential that expires within this is not used any more. */
const deadBeforeMs = 2_000;

/** Marks users whose plugin we run; client-node's own runner would otherwise take them. */
const execProvider = 'pod-start-slo-exec';

/** Credentials of the target, renewed behind the running requests: a plugin or a file read never delays a timed one. */
export function credentialsOf(target: Target, options: CredentialsOptions): CredentialsSource {
  const plugin = pluginOf(target, options);
  let config = clientNodeConfig(target, plugin);
  let known: { credentials: Credentials; atMs: number } | null = null;
  let loading: Promise<Credentials> | null = null;

  const load = (): Promise<Credentials> => {
    loading ??= readCredentials(config, pluginHint(target.user), options.signal)
      .then((credentials) => {
        known = { credentials, atMs: performance.now() };
        return credentials;
      })
      .finally(() => {
        loading = null;
      });
    return loading;
  };
  return {
    current() {
      const dead = (plugin?.expiresUnixMs ?? Infinity) - Date.now() < deadBeforeMs;
      if (known === null || dead) return load();
      if (performance.now() - known.atMs > staleAfterMs) load().catch(() => undefined); // next time tells, if it matters
      return Promise.resolve(known.credentials);
    },
    expire() {
      known = null;
      plugin?.expire();
      const hasFile = 'tokenFile' in target.user;
      if (hasFile) config = clientNodeConfig(target, plugin); // it keeps a file's content for a minute
      return hasFile || plugin !== null || 'auth-provider' in target.user;
    },
  };
}

function pluginOf({ cluster, user }: Target, options: CredentialsOptions): ExecPlugin | null {
  const exec = user['exec'];
  if (!isSettings(exec) || typeof exec['command'] !== 'string') return null;
  return new ExecPlugin(exec as unknown as ExecSettings, {
    ...options,
    cluster,
    timeoutMs: options.execTimeoutMs,
  });
}

/** client-node reads certificates, tokens, basic authentication and the older providers. */
function clientNodeConfig({ cluster, user }: Target, plugin: ExecPlugin | null): KubeConfig {
  const config = new KubeConfig();
  if (plugin !== null) {
    config.addAuthenticator({
      isAuthProvider: (candidate) => isExecProvider(candidate.authProvider),
      applyAuthentication: (_, options) => plugin.apply(options as RequestOptions),
    });
  }
  // client-node refuses plain http unless TLS is not to be verified, which has no meaning there; kubectl proxy serves plain http.
  const plain = cluster.server.startsWith('http:') ? { 'insecure-skip-tls-verify': true } : {};
  const name = 'target';
  config.loadFromString(
    JSON.stringify({
      clusters: [{ name, cluster: { ...cluster, ...plain } }],
      users: [{ name, user: forClientNode(user, plugin) }],
      contexts: [{ name, context: { cluster: name, user: name } }],
      'current-context': name,
    }),
  );
  return config;
}

/** client-node 2.0.1 knows `tokenFile` only as a provider's setting; as with kubectl it wins over `token`. */
function forClientNode(user: Target['user'], plugin: ExecPlugin | null): object {
  const { token, tokenFile } = user;
  const rest = { ...user, exec: undefined, token: undefined, tokenFile: undefined };
  if (typeof tokenFile === 'string')
    return { ...rest, 'auth-provider': { name: 'tokenFile', config: { tokenFile } } };
  if (plugin !== null) return { ...rest, token, 'auth-provider': { name: execProvider, config: {} } };
  return { ...rest, token };
}

function isExecProvider(provider: unknown): boolean {
  return isSettings(provider) && provider['name'] === execProvider;
}

async function readCredentials(
  config: KubeConfig,
  hint: string | null,
  signal: AbortSignal,
): Promise<Credentials> {
  const options: RequestOptions = {};
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PodStartSloError) throw error;
    throw new PodStartSloError(
      'cluster',
      `reading the credentials of the kubeconfig: ${messageOf(error)}`,
      hint === null ? {} : { hint },
      error,
    );
  }
  const { ca, cert, key, rejectUnauthorized, servername } = options;
  const tls = { ca, cert, key, rejectUnauthorized, servername };
  return {
    tls: Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined)),
    headers: headersOf(options),
  };
}

function headersOf({ headers, auth }: RequestOptions): Record<string, string> {
  const basic =
    typeof auth === 'string' ? { authorization: `Basic ${Buffer.from(auth).toString('base64')}` } : {};
  const given = Object.entries(headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    String(value).trim(),
  ]);
  return { ...basic, ...Object.fromEntries(given) } as Record<string, string>;
}
