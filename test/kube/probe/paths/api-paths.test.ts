import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  podProxyPath,
  portForwardPath,
  serviceProxyPath,
} from '../../../../src/kube/probe/paths/api-paths.ts';

const shop = { namespace: 'demo', name: 'shop', port: 8080 };

describe('paths of the API server', () => {
  it.each([
    ['http', '/healthz', '/api/v1/namespaces/demo/services/shop:8080/proxy/healthz'],
    ['https', '/', '/api/v1/namespaces/demo/services/https:shop:8080/proxy/'],
    ['http', '/a?b=c&d', '/api/v1/namespaces/demo/services/shop:8080/proxy/a?b=c&d'],
    ['http', 'bare', '/api/v1/namespaces/demo/services/shop:8080/proxy/bare'],
  ] as const)('lead over %s to %s of a service', (scheme, path, expected) => {
    expect(serviceProxyPath(shop, scheme, path)).toBe(expected);
  });

  it('lead to a pod and to its port', () => {
    expect(podProxyPath(shop, 'https', '/x')).toBe('/api/v1/namespaces/demo/pods/https:shop:8080/proxy/x');
    expect(portForwardPath(shop)).toBe('/api/v1/namespaces/demo/pods/shop/portforward?ports=8080');
  });

  it('never lead out of the proxy, whatever path is asked for', () => {
    const part = fc.constantFrom('..', '.', '%2e%2e', '%2E.', '/', '//', '\\', 'a', '?', '#', '');
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const { pathname } = new URL(`http://api${podProxyPath(shop, 'http', `/${parts.join('/')}`)}`);
        expect(pathname.startsWith('/api/v1/namespaces/demo/pods/shop:8080/proxy/')).toBe(true);
      }),
    );
  });
});
