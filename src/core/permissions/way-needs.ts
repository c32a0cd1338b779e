import { startedScenarios, type Plan, type Scenario } from '../plan.ts';
import type { Via } from '../result.ts';
import { needsOn, type Need } from './need.ts';

interface Way {
  via: Via;
  group: string;
  resource: string;
  verbs: readonly string[];
  ofCluster?: true;
}

/** What each path to the Service takes; a cluster IP takes no rights. */
const ways: readonly Way[] = [
  { via: 'load-balancer', group: '', resource: 'services', verbs: ['list', 'watch'] },
  { via: 'node-port', group: '', resource: 'nodes', verbs: ['list'], ofCluster: true },
  { via: 'port-forward', group: '', resource: 'pods/portforward', verbs: ['get', 'create'] },
  { via: 'api-proxy', group: '', resource: 'services/proxy', verbs: ['get'] },
];

/** The rights for the paths to the Services of a plan: required where a path was asked for, else a choice. */
export function wayNeeds(plan: Plan, namespace: string): Need[] {
  const scenarios = startedScenarios(plan);
  const asked = new Set(scenarios.map(({ probe }) => probe.via));
  const hasBalancer = scenarios.some(waitsForAddress);
  return ways
    .filter(({ via }) => asked.has(via) || (asked.has('auto') && (via !== 'load-balancer' || hasBalancer)))
    .flatMap(({ via, group, resource, verbs, ofCluster }) =>
      needsOn(group, resource, verbs, {
        namespace: ofCluster === true ? null : namespace,
        level: asked.has(via) ? 'required' : 'useful',
        via,
        why: asked.has(via) ? `${via} was requested` : `no ${via}`,
      }),
    );
}

/** Only the address of a load balancer is waited for, on the Service. */
function waitsForAddress({ probe, workload }: Scenario): boolean {
  if (probe.via === 'load-balancer') return true;
  // Of which type the Service in front of a target is, the cluster knows alone.
  if (workload.kind !== 'manifest') return workload.kind === 'target';
  return workload.manifests.some(({ object }) => {
    const spec = object['spec'] as { type?: unknown } | undefined;
    return object.kind === 'Service' && spec?.type === 'LoadBalancer';
  });
}
