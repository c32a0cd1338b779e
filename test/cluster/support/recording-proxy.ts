import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { parse } from 'yaml';
import { environment } from './environment.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { listening } from './ports.ts';

export interface RecordingProxy extends AsyncDisposable {
  url: string;
  /** What was asked for in the namespace and granted, once each: `watch pods`, `patch apps/deployments/scale`. */
  granted: ReadonlySet<string>;
  /** What was refused. */
  refused: ReadonlySet<string>;
}

/** Passes requests on to the API server of the tests' cluster, with their tokens, and remembers the rights they took. */
export async function startRecordingProxy(namespace: string): Promise<RecordingProxy> {
  const { clusters } = parse(readFileSync(environment().kubeconfig, 'utf8')) as Kubeconfig;
  const { server: target, 'certificate-authority-data': authority } = clusters[0].cluster;
  const ca = Buffer.from(authority, 'base64');
  const granted = new Set<string>();
  const refused = new Set<string>();
  const server = createServer((asked, response) => {
    const { method, headers, url = '/' } = asked;
    const passed = request(new URL(url, target), { method, headers, ca }, (answer) => {
      const right = rightOf(asked, namespace);
      if (right !== null) (answer.statusCode === 403 ? refused : granted).add(right);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      // A watch has a head long before it has a body.
      response.flushHeaders();
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    asked.pipe(passed);
  });
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${port}`,
    granted,
    refused,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As the API server derives it (https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb). */
function rightOf({ method = '', url = '/' }: IncomingMessage, namespace: string): string | null {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const pattern = /^\/(?:api|apis\/([^/]+))\/[^/]+\/namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+)(?:\/([^/]+))?)?/;
  const [, group = '', inNamespace, resource = '', name, subresource] = pattern.exec(pathname) ?? [];
  if (inNamespace !== namespace) return null;
  const reading = name !== undefined ? 'get' : searchParams.has('watch') ? 'watch' : 'list';
  const verbs: Record<string, string> = { POST: 'create', PATCH: 'patch', DELETE: 'delete' };
  const what = [group, resource, subresource].filter((part) => part !== undefined && part !== '').join('/');
  return `${verbs[method] ?? reading} ${what}`;
}
