const kind = (name: string, of: string, namespaced = true) => ({ name, kind: of, namespaced });
/** What discovery tells. */
export const apiGroups: Readonly<Record<string, readonly object[]>> = {
  '/api/v1': [kind('pods', 'Pod'), kind('services', 'Service'), kind('namespaces', 'Namespace', false)],
  '/apis/coordination.k8s.io/v1': [kind('leases', 'Lease')],
  '/apis/apps/v1': [kind('deployments', 'Deployment')],
  // Custom resources: one of a namespace's, and one of the cluster's.
  '/apis/example.com/v1': [kind('widgets', 'Widget'), kind('gadgets', 'Gadget', false)],
};

/** `/api/v1/namespaces/x/pods/web/proxy/healthz`, taken apart. */
export function placeOf(path: string): { collection: string; name: string; rest: string } | null {
  const root = /^(\/api\/v1|\/apis\/[^/]+\/[^/]+)\//.exec(path)?.[1];
  if (root === undefined) return null;
  const parts = path.slice(root.length + 1).split('/');
  const isInNamespace = parts[0] === 'namespaces' && parts.length > 2;
  const [plural = '', name = '', ...rest] = isInNamespace ? parts.slice(2) : parts;
  const within = isInNamespace ? `/namespaces/${parts[1] ?? ''}` : '';
  return {
    collection: `${root}${within}/${plural}`,
    name,
    rest: rest.length === 0 ? '' : `/${rest.join('/')}`,
  };
}
