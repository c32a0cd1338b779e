import { getCACertificates, rootCertificates } from 'node:tls';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import { credentialsOf, type Credentials, type CredentialsOptions, type TlsOptions } from './credentials.ts';
import { impersonationOf, sendingToo } from './impersonation.ts';
import type { Target } from './kubeconfig-target.ts';
import { proxyFromEnv } from './proxy.ts';

/** A way to one API server with everything a request needs at the moment. */
export interface Transport {
  /** URL without a trailing slash; may have a path. */
  readonly server: string;
  /** URL of the proxy in between; null for none. */
  readonly proxy: string | null;
  /** @throws PodStartSloError cluster: credentials cannot be had */
  prepare(): Promise<Prepared>;
  /** Credentials were refused: get new ones for the next request. False when they cannot change. */
  expire(): boolean;
  close(): Promise<void>;
}

export interface Prepared {
  dispatcher: Dispatcher;
  headers: Readonly<Record<string, string>>;
  /** As the credentials have it: without what the machine trusts. */
  tls: TlsOptions;
}

/** The cluster's own `proxy-url`, else the environment's. */
export function proxyOf({ cluster }: Pick<Target, 'cluster'>, env: CredentialsOptions['env']): string | null {
  const own = cluster['proxy-url'];
  return typeof own === 'string' && own !== '' ? own : proxyFromEnv(cluster.server, env);
}

function openDispatcher(tls: TlsOptions, proxy: string | null): Dispatcher {
  const options = {
    allowH2: false,
    // Time limits are the requests' own: a watch is silent for long.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Long enough that a pause between iterations costs no handshake; API servers close idle connections after 90 s or more.
    keepAliveTimeout: 30_000,
    keepAliveMaxTimeout: 60_000,
  };
  // Between calls of a load balancer's idle limit, and soon enough to notice a dead peer.
  const connect = { ...tls, timeout: 10_000, keepAlive: true, keepAliveInitialDelay: 15_000 };
  return proxy === null
    ? new Agent({ ...options, connect })
    : new ProxyAgent({ ...options, uri: proxy, requestTls: connect });
}

/** Without a CA of its own a cluster is checked against what the machine trusts, as kubectl does: Node's list alone lacks a company's. */
function withTrust(tls: TlsOptions, server: string): TlsOptions {
  if (tls.ca !== undefined || tls.rejectUnauthorized === false || !server.startsWith('https:')) return tls;
  try {
    return { ...tls, ca: [...getCACertificates('default'), ...getCACertificates('system')] };
  } catch {
    return { ...tls, ca: [...rootCertificates] };
  }
}

/** Connections are kept until the certificate or key changes (a plugin may hand out short-lived ones). */
export function openTransport(target: Target, options: CredentialsOptions): Transport {
  const { server } = target.cluster;
  const proxy = proxyOf(target, options.env);
  const credentials = credentialsOf(target, options);
  const impersonation = impersonationOf(target.user);
  let open: { credentials: Credentials; dispatcher: Dispatcher } | null = null;
  return {
    server,
    proxy,
    async prepare() {
      const current = await credentials.current();
      if (open === null || !sameTls(open.credentials, current)) {
        // Running requests end on the old connections.
        void open?.dispatcher.close().catch(() => undefined);
        const dispatcher = openDispatcher(withTrust(current.tls, server), proxy);
        open = { credentials: current, dispatcher: sendingToo(impersonation, dispatcher) };
      }
      // They are made anew every few seconds, and compared once each.
      open.credentials = current;
      return { dispatcher: open.dispatcher, headers: current.headers, tls: current.tls };
    },
    expire: () => credentials.expire(),
    async close() {
      await open?.dispatcher.destroy().catch(() => undefined);
      open = null;
    },
  };
}

function sameTls(a: Credentials, b: Credentials): boolean {
  return a === b || JSON.stringify(a.tls) === JSON.stringify(b.tls);
}
