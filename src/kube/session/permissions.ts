import { PodStartSloError } from '../../core/errors.ts';
import { describeNeed, type Need } from '../../core/permissions/need.ts';
import { clusterError, type ApiClient } from '../api/api.ts';

interface Review {
  status?: { allowed?: boolean; reason?: string };
}

/**
 * Asks before anything is created (https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access).
 * @throws PodStartSloError cluster, naming everything required that is not allowed
 */
export async function requirePermissions(
  api: ApiClient,
  needs: readonly Need[],
  signal: AbortSignal,
): Promise<void> {
  const required = needs.filter(({ level }) => level === 'required');
  const answers = await Promise.all(required.map((need) => isAllowed(api, need, signal)));
  const refused = required.filter((_, index) => answers[index] === false);
  if (refused.length === 0) return;
  const list = refused.map(describeNeed).join(', ');
  const where = refused[0]?.namespace;
  throw new PodStartSloError(
    'cluster',
    `no permission to ${list}${where == null ? '' : ` in namespace ${where}`}`,
    {
      status: 403,
      hint: refused.some((need) => need.resource === 'namespaces')
        ? 'name an existing namespace with --namespace; "pod-start-slo doctor" prints the rights to ask for'
        : '"pod-start-slo doctor" prints the Role to ask for; nothing was created',
    },
  );
}

export async function isAllowed(api: ApiClient, need: Need, signal: AbortSignal): Promise<boolean> {
  const { namespace, verb, group, name } = need;
  const [resource = '', subresource] = need.resource.split('/');
  const body = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: {
      resourceAttributes: {
        verb,
        group,
        resource,
        ...(subresource === undefined ? {} : { subresource }),
        ...(namespace === null ? {} : { namespace }),
        ...(name === undefined ? {} : { name }),
      },
    },
  };
  const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
  try {
    const review = await api.request<Review>({ method: 'POST', path, body, signal });
    return review.body.status?.allowed === true;
  } catch (error) {
    throw clusterError(error, 'asking what is permitted');
  }
}
