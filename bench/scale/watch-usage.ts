import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';

/**
 * Loaded into a process with `--import`: what it has used and asked of the API server is in $PSS_BENCH_USAGE when it
 * ends. It counts what undici tells, so connections, TLS and data are those of a process that nobody looks at.
 */
export interface Usage {
  /** `create pods` → how many. */
  requests: Record<string, number>;
  /** Bytes of bodies, by the same names, as they come out of TLS. */
  bytes: Record<string, number>;
  /** Opened over all the time, each with a TLS handshake. */
  connections: number;
  cpuSeconds: number;
  /** The largest it ever was. */
  rssBytes: number;
}

interface Told {
  request: { method: string; path: string; origin: string };
  chunk: Uint8Array;
}

const verbs: Readonly<Record<string, string>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** As RBAC has it: `watch pods`, `get pods/proxy`. What is no resource is told by its path. */
function rightOf({ method, path }: Told['request']): string {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  const pattern =
    /^\/(?:api|apis\/[^/]+)\/[^/]+\/(?:namespaces\/[^/]+\/)?([^/]+)(?:\/([^/]+)(?:\/([^/]+))?)?/;
  const [, resource, name, subresource] = pattern.exec(pathname) ?? [];
  if (resource === undefined) return `get ${pathname}`;
  const reading = searchParams.has('watch') ? 'watch' : name === undefined ? 'list' : 'get';
  return `${verbs[method] ?? reading} ${subresource === undefined ? resource : `${resource}/${subresource}`}`;
}

const file = process.env['PSS_BENCH_USAGE'];
if (file !== undefined) {
  const requests: Usage['requests'] = {};
  const bytes: Usage['bytes'] = {};
  let connections = 0;
  subscribe('undici:client:connected', () => (connections += 1));
  subscribe('undici:request:create', (message) => {
    const right = rightOf((message as Told).request);
    requests[right] = (requests[right] ?? 0) + 1;
  });
  subscribe('undici:request:bodyChunkReceived', (message) => {
    const { request, chunk } = message as Told;
    const right = rightOf(request);
    bytes[right] = (bytes[right] ?? 0) + chunk.length;
  });
  process.once('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage: Usage = {
      requests,
      bytes,
      connections,
      cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
      rssBytes: maxRSS * 1024,
    };
    writeFileSync(file, JSON.stringify(usage));
  });
}
