import { PodStartSloError } from '../../core/errors.ts';
import { isAboutFleet, type Scenario } from '../../core/plan.ts';
import { clusterError, type ApiClient } from '../api.ts';
import { controllerOf, pluralOf } from '../workload/controller.ts';

/** What a run must be allowed to do. */
export interface Need {
  verb: string;
  group: string;
  resource: string;
  /** Null asks about the cluster as a whole. */
  namespace: string | null;
}

interface Review {
  status?: { allowed?: boolean; reason?: string };
}

export interface RunKind {
  podLogs: boolean;
  /** Whether anything is made, as opposed to workloads that are there already. */
  makesWorkloads: boolean;
  /** Whether pods are deleted: own ones, or those of a target that is healed. */
  deletesPods: boolean;
}

/** The verbs a run uses in its namespace; docs/permissions.md shows the Role. */
export function runNeeds(namespace: string, { podLogs, makesWorkloads, deletesPods }: RunKind): Need[] {
  const need = (group: string, resource: string, verbs: readonly string[]): Need[] =>
    verbs.map((verb) => ({ verb, group, resource, namespace }));
  return [
    ...need('', 'pods', [
      ...(makesWorkloads ? ['create'] : []),
      ...(deletesPods ? ['delete'] : []),
      'list',
      'watch',
    ]),
    ...(makesWorkloads ? need('', 'services', ['create', 'delete']) : []),
    ...need('discovery.k8s.io', 'endpointslices', ['list', 'watch']),
    ...(podLogs ? need('', 'pods/log', ['get']) : []),
  ];
}

/** A load is looked at, before a start and after it. */
export function loadNeeds(namespace: string): Need[] {
  return [{ verb: 'get', group: '', resource: 'pods', namespace }];
}

/** What an experiment that disturbs a standing workload uses on top of these. */
export function standingNeeds(namespace: string, scenarios: readonly Scenario[]): Need[] {
  const needs = scenarios
    .filter(({ experiment }) => experiment !== 'pod-start')
    .flatMap(({ workload }): Need[] => {
      const need = (group: string, resource: string, verb: string): Need => ({
        verb,
        group,
        resource,
        namespace,
      });
      if (workload.kind === 'target')
        return [need('apps', pluralOf(workload.controller), 'get'), need('', 'services', 'get')];
      const objects = workload.kind === 'image' ? [] : workload.manifests.map(({ object }) => object);
      const plural = workload.kind === 'image' ? 'deployments' : pluralOf(controllerOf(objects).kind);
      return ['get', 'create', 'delete'].map((verb) => need('apps', plural, verb));
    });
  return [...new Map(needs.map((need) => [JSON.stringify(need), need])).values()];
}

/** What several new pods at once ask for on top: each of them is asked itself, and a workload is scaled. */
export function fleetNeeds(namespace: string, scenarios: readonly Scenario[]): Need[] {
  const fleets = scenarios.filter(isAboutFleet);
  const asks = fleets.some(({ probe }) => probe.askPod);
  const scaled = fleets.filter(({ experiment }) => experiment === 'scaling').map(scaledPlural);
  return [
    ...(asks ? [{ verb: 'get', group: '', resource: 'pods/proxy', namespace }] : []),
    ...[...new Set(scaled)].flatMap((plural) =>
      ['get', 'patch'].map((verb) => ({ verb, group: 'apps', resource: `${plural}/scale`, namespace })),
    ),
  ];
}

function scaledPlural({ workload }: Scenario): string {
  if (workload.kind === 'image') return 'deployments';
  if (workload.kind === 'target') return pluralOf(workload.controller);
  return pluralOf(controllerOf(workload.manifests.map(({ object }) => object)).kind);
}

/** A command in a container, over a WebSocket: `get` up to Kubernetes 1.34, `create` as well from 1.35 on. */
export function execNeeds(namespace: string): Need[] {
  return ['get', 'create'].map((verb) => ({ verb, group: '', resource: 'pods/exec', namespace }));
}

export const namespaceNeeds: Need[] = [
  { verb: 'create', group: '', resource: 'namespaces', namespace: null },
  { verb: 'delete', group: '', resource: 'namespaces', namespace: null },
];

/**
 * Asks before anything is created (https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access).
 * @throws PodStartSloError cluster, naming everything that is not allowed
 */
export async function requirePermissions(
  api: ApiClient,
  needs: readonly Need[],
  signal: AbortSignal,
): Promise<void> {
  const answers = await Promise.all(needs.map((need) => isAllowed(api, need, signal)));
  const refused = needs.filter((_, index) => answers[index] === false);
  if (refused.length === 0) return;
  const list = refused
    .map(({ verb, group, resource }) => `${verb} ${resource}${group === '' ? '' : `.${group}`}`)
    .join(', ');
  const where = refused[0]?.namespace;
  throw new PodStartSloError(
    'cluster',
    `no permission to ${list}${where == null ? '' : ` in namespace ${where}`}`,
    {
      status: 403,
      hint: refused.some((need) => need.resource === 'namespaces')
        ? 'name an existing namespace with --namespace, or ask for the rights in docs/permissions.md'
        : 'ask for the Role in docs/permissions.md; nothing was created',
    },
  );
}

export async function isAllowed(api: ApiClient, need: Need, signal: AbortSignal): Promise<boolean> {
  const { namespace, verb, group } = need;
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
