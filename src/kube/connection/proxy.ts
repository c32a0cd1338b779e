import { BlockList, isIP, isIPv6 } from 'node:net';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment asks for to reach a server, or null. The rules are kubectl's (https://pkg.go.dev/golang.org/x/net/http/httpproxy),
 * not undici's EnvHttpProxyAgent: loopback is never proxied (kind, minikube and k3d listen there), NO_PROXY may hold networks (10.0.0.0/8),
 * and HTTP_PROXY is not used for https.
 */
export function proxyFromEnv(server: string, env: Env): string | null {
  const url = new URL(server);
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const proxy = either(env, name);
  if (proxy === undefined || isExempt(url, either(env, 'NO_PROXY') ?? '')) return null;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

function either(env: Env, name: string): string | undefined {
  return env[name] || env[name.toLowerCase()] || undefined;
}

function isExempt(url: URL, noProxy: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (host === 'localhost' || isLoopback(host)) return true;
  return noProxy.split(/[,\s]+/).some((entry) => entry !== '' && matches(entry.toLowerCase(), host, port));
}

function isLoopback(host: string): boolean {
  return isIP(host) !== 0 && inNetwork(isIPv6(host) ? '::1/128' : '127.0.0.0/8', host);
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isIP(host) !== 0 && inNetwork(entry, host);
  const { name, onlyPort } = splitPort(entry);
  if (onlyPort !== null && onlyPort !== port) return false;
  if (isIP(host) !== 0) return name === host;
  const suffix = name.replace(/^\*\./, '.');
  return suffix.startsWith('.') ? host.endsWith(suffix) : host === suffix || host.endsWith(`.${suffix}`);
}

function splitPort(entry: string): { name: string; onlyPort: string | null } {
  const bracketed = /^\[(.+)\](?::(\d+))?$/.exec(entry);
  if (bracketed !== null) return { name: bracketed[1] ?? '', onlyPort: bracketed[2] ?? null };
  const plain = /^([^:]+):(\d+)$/.exec(entry);
  return plain === null
    ? { name: entry, onlyPort: null }
    : { name: plain[1] ?? '', onlyPort: plain[2] ?? null };
}

function inNetwork(network: string, host: string): boolean {
  const [address = '', bits = ''] = network.split('/');
  const list = new BlockList();
  try {
    list.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4');
  } catch {
    return false; // not a network: kubectl ignores such entries too
  }
  return list.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
}
