import { resourcePath } from '../../api/paths.ts';
import type { PodPort } from '../attempt/api-transport.ts';

type Scheme = 'http' | 'https';

/** https://kubernetes.io/docs/tasks/access-application-cluster/access-cluster-services/#manually-constructing-apiserver-proxy-urls */
export function serviceProxyPath(
  service: { namespace: string; name: string; port: number },
  scheme: Scheme,
  path: string,
): string {
  return proxyPath('services', service, scheme, path);
}

/** The same for a pod; the port is the container's. */
export function podProxyPath(pod: PodPort, scheme: Scheme, path: string): string {
  return proxyPath('pods', pod, scheme, path);
}

/** WebSocket end of a port-forward. */
export function portForwardPath({ namespace, name, port }: PodPort): string {
  return `${resourcePath({ namespace, resource: 'pods', name, subresource: 'portforward' })}?ports=${port}`;
}

function proxyPath(
  resource: string,
  { namespace, name, port }: PodPort,
  scheme: Scheme,
  path: string,
): string {
  const what = `${scheme === 'https' ? 'https:' : ''}${name}:${port}`;
  // Resolved first: a path with `..` must not lead out of the proxy to another resource.
  const { pathname, search } = new URL(`http://pod${path.startsWith('/') ? path : `/${path}`}`);
  const root = resourcePath({ namespace, resource });
  return `${root}/${what}/proxy${pathname}${search}`;
}
