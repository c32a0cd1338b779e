import { isService } from '../../core/config/object-kinds.ts';
import type { V1Service } from '@kubernetes/client-node';
import type { Looked } from '../../core/doctor/judgement.ts';
import type { PathLook, PathsFacts } from '../../core/doctor/checks/paths.ts';
import type { Permission } from '../../core/doctor/permission.ts';
import { describeNeed } from '../../core/permissions/need.ts';
import { startedScenarios, type Plan } from '../../core/plan.ts';
import type { Via } from '../../core/result.ts';
import { hasStatus, type ApiClient } from '../api/api.ts';
import { resourcePath } from '../api/paths.ts';
import { isReachable } from '../probe/paths/reachable.ts';
import { hasOwnRoute } from '../probe/paths/routes.ts';
import type { NodeInfo } from '../nodes/cluster-facts.ts';
import { rendered } from '../session/scenario-space.ts';
import { isTarget } from '../session/target.ts';
import { serviceFrom } from '../workload/service.ts';

export interface PathsQuestion {
  api: ApiClient;
  plan: Plan;
  namespace: string;
  inCluster: boolean;
  nodes: Looked<readonly NodeInfo[]>;
  permissions: Looked<readonly Permission[]>;
}

type Seen = Omit<PathLook, 'via'>;

/** What can be told of each path before there is a Service. Creates nothing. @throws the signal's reason */
export async function seePaths(question: PathsQuestion, signal: AbortSignal): Promise<PathsFacts> {
  const types = await serviceTypes(question, signal);
  const vias = startedScenarios(question.plan).map(({ probe }) => probe.via);
  const asked = [...new Set(vias)].filter((via) => via !== 'auto');
  const isAuto = vias.includes('auto');
  const looks: Readonly<Record<Via, () => Promise<Seen> | Seen>> = {
    'cluster-ip': () => clusterIp(question, signal),
    'load-balancer': () => loadBalancer(types),
    'node-port': () => nodePort(question.nodes, types, signal),
    'port-forward': () => byRight(question.permissions, 'port-forward'),
    'api-proxy': () => byRight(question.permissions, 'api-proxy'),
  };
  const paths = await Promise.all(
    Object.entries(looks).map(async ([via, see]) => ({ via: via as Via, ...(await see()) })),
  );
  return { paths: paths.filter(({ via }) => isAuto || asked.includes(via)), asked, isAuto };
}

/** Every cluster has a Service for its API server, whose address tells where those of Services are routed. */
async function clusterIp({ api, inCluster }: PathsQuestion, signal: AbortSignal): Promise<Seen> {
  if (inCluster) return { state: 'open', detail: 'this runs in a pod of the cluster' };
  const path = resourcePath({ namespace: 'default', resource: 'services', name: 'kubernetes' });
  const service = await findService(api, path, signal);
  const ip = service?.spec?.clusterIP;
  if (ip === undefined)
    return { state: 'unknown', detail: 'Service default/kubernetes, which would show it, may not be read' };
  if (!(await hasOwnRoute(ip)))
    return { state: 'closed', detail: "no route leads to the cluster's network from here" };
  const port = service?.spec?.ports?.[0]?.port ?? 443;
  return (await isReachable(ip, signal, port))
    ? { state: 'open', detail: '' }
    : { state: 'closed', detail: `a route leads to ${ip}, and nothing answers there` };
}

function loadBalancer(types: ReadonlySet<string>): Seen {
  if (!types.has('LoadBalancer')) return { state: 'closed', detail: ofTypes(types) };
  return {
    state: 'unknown',
    detail: 'whether the cluster assigns addresses is only known once such a Service exists',
  };
}

/** A few addresses are enough: every node answers on a node port. */
const mostNodes = 3;

async function nodePort(
  nodes: PathsQuestion['nodes'],
  types: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Seen> {
  if (!types.has('NodePort') && !types.has('LoadBalancer'))
    return { state: 'closed', detail: ofTypes(types) };
  if (!('facts' in nodes)) return { state: 'closed', detail: nodes.notChecked };
  const hosts = nodes.facts
    .filter(({ ready }) => ready)
    .slice(0, mostNodes)
    .flatMap(({ internalIPs, externalIPs }) => [...internalIPs, ...externalIPs]);
  const answers = await Promise.all(hosts.map((host) => isReachable(host, signal)));
  if (answers.includes(true)) return { state: 'open', detail: '' };
  return { state: 'closed', detail: `no node answers here (tried: ${hosts.join(', ') || 'none is Ready'})` };
}

/** Whether the API server lets us take its ways. */
function byRight(permissions: PathsQuestion['permissions'], via: Via): Seen {
  if (!('facts' in permissions)) return { state: 'unknown', detail: permissions.notChecked };
  const missing = permissions.facts.filter((each) => each.via === via && !each.allowed);
  if (missing.length === 0) return { state: 'open', detail: '' };
  return { state: 'closed', detail: `no permission to ${missing.map(describeNeed).join(', ')}` };
}

function ofTypes(types: ReadonlySet<string>): string {
  return types.size === 0 ? 'the Service is not known' : `the Service is of type ${[...types].join(', ')}`;
}

/** Of the Services that would be made, or stand in front of a target. */
async function serviceTypes(
  { api, plan, namespace, inCluster }: PathsQuestion,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const owner = { runId: 'none', iteration: null };
  const made = startedScenarios(plan)
    .flatMap((scenario) => rendered(scenario, namespace, owner, inCluster))
    .filter(isService)
    .map(serviceFrom);
  const found = await Promise.all(
    plan.scenarios.filter(isTarget).map(({ probe, workload }) => {
      const name = probe.service ?? workload.name;
      return findService(api, resourcePath({ namespace, resource: 'services', name }), signal);
    }),
  );
  const services = [...made, ...found.filter((service) => service !== null)];
  return new Set(services.map(({ spec }) => spec?.type ?? 'ClusterIP'));
}

async function findService(api: ApiClient, path: string, signal: AbortSignal): Promise<V1Service | null> {
  try {
    return (await api.request<V1Service>({ method: 'GET', path, signal })).body;
  } catch (error) {
    if (hasStatus(error, 403, 404)) return null;
    throw error;
  }
}
