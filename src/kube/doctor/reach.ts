import type { Looked, Trouble } from '../../core/doctor/judgement.ts';
import { anonymousUser, type CredentialsFacts } from '../../core/doctor/checks/credentials.ts';
import { withoutPassword } from '../../core/printable-value.ts';
import type { ServerFacts } from '../../core/doctor/checks/server.ts';
import { hasStatus, type ApiClient } from '../api/api.ts';
import { credentialGaps } from '../connection/credential-gaps.ts';
import { openClient } from '../api/client.ts';
import type { Target } from '../connection/kubeconfig-target.ts';
import { within } from '../probe/attempt/within.ts';
import { openTransport, proxyOf, type Prepared } from '../connection/transport.ts';
import { askUser, credentialsKind, validityOf } from './credentials.ts';
import { checkWithinMs, troubleOf } from './look.ts';

/** A credential plugin that hangs is given up after this long. */
const execTimeoutMs = 10_000;

export interface ReachOptions {
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
}

export interface Reached {
  server: ServerFacts;
  credentials: Looked<CredentialsFacts>;
  /** Null where the version is not shown to everybody. */
  gitVersion: string | null;
  /** Null unless the server answers and takes the credentials. */
  api: ApiClient | null;
  close(): Promise<void>;
}

/** Looks whether the server answers, and whom it takes us for. Without credentials it is asked all the same, as nobody. */
export async function reach(target: Target, options: ReachOptions): Promise<Reached> {
  const { env, signal } = options;
  const opening = { env, signal, execTimeoutMs };
  const transport = openTransport(target, opening);
  const prepared = await prepare(transport.prepare(), signal);
  const isPrepared = !('message' in prepared);
  const used = isPrepared ? transport : openTransport({ ...target, user: {} }, opening);
  const api = openClient(used, { context: target.context, namespace: target.namespace });
  const asked = await askVersion(api, signal);
  const { server, context } = { server: target.cluster.server, context: target.context };
  const { tookMs, serverTrouble: trouble, refusal, gitVersion } = asked;
  const proxy = proxyOf(target, env);
  const seen = { server, context, proxy: proxy === null ? null : withoutPassword(proxy), tookMs, trouble };
  const credentials = await credentialsLook(target, {
    prepared,
    refusal,
    api,
    isUp: trouble === null,
    signal,
  });
  const isAccepted =
    'facts' in credentials && credentials.facts.trouble === null && credentials.facts.user !== anonymousUser;
  return {
    server: seen,
    credentials,
    gitVersion,
    api: trouble === null && isAccepted ? api : null,
    close: () => api.close(),
  };
}

async function prepare(work: Promise<Prepared>, signal: AbortSignal): Promise<Prepared | Trouble> {
  try {
    return await work;
  } catch (error) {
    signal.throwIfAborted();
    return troubleOf(error, 'reading the credentials');
  }
}

interface Asked {
  tookMs: number | null;
  serverTrouble: Trouble | null;
  /** That the server, though it answers, does not take the credentials. */
  refusal: Trouble | null;
  gitVersion: string | null;
}

async function askVersion(api: ApiClient, signal: AbortSignal): Promise<Asked> {
  const doing = 'asking for the version';
  const startedMs = performance.now();
  const took = (): number => performance.now() - startedMs;
  const none = { serverTrouble: null, refusal: null, gitVersion: null };
  try {
    const { body } = await within(checkWithinMs, doing, signal, (until) =>
      api.request<{ gitVersion?: string }>({
        method: 'GET',
        path: '/version',
        timeoutMs: 10_000,
        signal: until,
      }),
    );
    return { ...none, tookMs: took(), gitVersion: body.gitVersion ?? null };
  } catch (error) {
    signal.throwIfAborted();
    // Some clusters show their version to nobody.
    if (hasStatus(error, 403, 404)) return { ...none, tookMs: took() };
    if (hasStatus(error, 401)) return { ...none, tookMs: took(), refusal: troubleOf(error, 'logging in') };
    return { ...none, tookMs: null, serverTrouble: troubleOf(error, 'connecting to the cluster') };
  }
}

interface CredentialsLook {
  prepared: Prepared | Trouble;
  refusal: Trouble | null;
  api: ApiClient;
  isUp: boolean;
  signal: AbortSignal;
}

async function credentialsLook(
  target: Target,
  { prepared, refusal, api, isUp, signal }: CredentialsLook,
): Promise<Looked<CredentialsFacts>> {
  const kind = credentialsKind(target);
  const missing = credentialGaps(target);
  const unknown = { user: null, certificate: null, tokenUntilUnixMs: null, nowUnixMs: Date.now(), missing };
  if ('message' in prepared) return { facts: { ...kind, ...unknown, trouble: prepared } };
  const own = { ...kind, ...unknown, ...validityOf(prepared) };
  if (!isUp) {
    // What has expired is told, whoever could not be asked.
    const isOver = [own.certificate?.untilUnixMs, own.tokenUntilUnixMs].some(
      (at) => (at ?? Infinity) < own.nowUnixMs,
    );
    return isOver ? { facts: { ...own, trouble: null } } : { notChecked: 'the API server cannot be reached' };
  }
  if (refusal !== null) return { facts: { ...own, trouble: refusal } };
  try {
    const user = await within(checkWithinMs, 'reading the current user', signal, (until) =>
      askUser(api, until),
    );
    return { facts: { ...own, user, trouble: null } };
  } catch (error) {
    signal.throwIfAborted();
    return { facts: { ...own, trouble: troubleOf(error, 'logging in') } };
  }
}
