import { randomBytes } from 'node:crypto';
import { kubeconfigWith, type Kubeconfig } from './kubeconfig.ts';
import { kubectl } from './kubectl.ts';
import { waitFor } from './waiting.ts';

/** Somebody with exactly the rights of the given Roles and ClusterRoles; these go at the end of the block. */
export interface Restricted extends AsyncDisposable {
  kubeconfig: string;
}

export interface RoleObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  rules: readonly { apiGroups: string[]; resources: string[]; verbs: string[] }[];
}

export interface RestrictedOptions {
  namespace: string;
  folder: string;
  /** Of the kubeconfig besides. */
  change?: (config: Kubeconfig) => void;
}

/** Makes a ServiceAccount in the namespace with these roles, and a kubeconfig for it in the folder. */
export async function restrictedTo(
  roles: readonly RoleObject[],
  { namespace, folder, change }: RestrictedOptions,
): Promise<Restricted> {
  const suffix = randomBytes(3).toString('hex');
  const account = `runner-${suffix}`;
  const subjects = [{ kind: 'ServiceAccount', name: account, namespace }];
  const objects = roles.flatMap((role) => {
    const name = `${role.metadata.name}-${suffix}`;
    const { apiVersion, kind } = role;
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind, name };
    return [
      { ...role, metadata: { name } },
      { apiVersion, kind: `${kind}Binding`, metadata: { name }, roleRef, subjects },
    ];
  });
  const list = { apiVersion: 'v1', kind: 'List', items: objects };
  await kubectl(['create', 'serviceaccount', account, '-n', namespace]);
  await kubectl(['create', '-n', namespace, '-f', '-'], JSON.stringify(list));
  await waitUntilGranted(roles, `system:serviceaccount:${namespace}:${account}`, namespace);
  const token = (await kubectl(['create', 'token', account, '-n', namespace])).trim();
  const kubeconfig = kubeconfigWith(folder, (config) => {
    config.users[0].user = { token };
    change?.(config);
  });
  const remove = ['delete', '-n', namespace, '--ignore-not-found', '-f', '-'];
  return {
    kubeconfig,
    [Symbol.asyncDispose]: async () => {
      await kubectl(remove, JSON.stringify(list));
    },
  };
}

/** Roles reach the API server's authorizer a moment after they are stored. */
async function waitUntilGranted(
  roles: readonly RoleObject[],
  user: string,
  namespace: string,
): Promise<void> {
  for (const { rules } of roles) {
    const rule = rules.at(-1);
    const group = rule?.apiGroups[0] ?? '';
    const resource = `${rule?.resources[0]?.split('/')[0] ?? ''}${group === '' ? '' : `.${group}`}`;
    const subresource = rule?.resources[0]?.split('/')[1];
    const question = ['auth', 'can-i', rule?.verbs[0] ?? '', resource, '-n', namespace, '--as', user];
    const asked = subresource === undefined ? question : [...question, '--subresource', subresource];
    // It answers "no" with exit code 1.
    await waitFor('the rights', async () =>
      (await kubectl(asked).catch(() => 'no')).startsWith('yes') ? true : null,
    );
  }
}
