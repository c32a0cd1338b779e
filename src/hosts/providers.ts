import { existingCluster } from '../clusters/existing/existing.ts';
import { k3dCluster, type K3dSettings } from '../clusters/k3d/k3d.ts';
import { kindCluster, type KindSettings } from '../clusters/kind/kind.ts';
import { minikubeCluster, type MinikubeSettings } from '../clusters/minikube/minikube.ts';
import type { ClusterProvider, ProviderDeps } from '../clusters/provider.ts';
import { startedScenarios, type Plan } from '../core/plan.ts';

/** A cluster that is there, or one that is made for the run. */
export type ClusterChoice =
  | { kind: 'existing'; kubeconfig: string | null; context: string | null }
  | ({ kind: 'kind' } & KindSettings)
  | ({ kind: 'minikube' } & MinikubeSettings)
  | ({ kind: 'k3d' } & K3dSettings);

export function providerOf(choice: ClusterChoice, deps: ProviderDeps): ClusterProvider {
  switch (choice.kind) {
    case 'kind':
      return kindCluster(choice, deps);
    case 'minikube':
      return minikubeCluster(choice, deps);
    case 'k3d':
      return k3dCluster(choice, deps);
    case 'existing':
      return existingCluster(choice.kubeconfig, choice.context);
  }
}

/** Whether nobody but the run has anything in the cluster. */
export function isMadeForRun(choice: ClusterChoice): boolean {
  return choice.kind !== 'existing' && !choice.isThere;
}

/** Whether a plan asks Services by the address of their load balancer. */
export function needsLoadBalancer(plan: Plan): ProviderDeps['needsLoadBalancer'] {
  const ways = startedScenarios(plan).map(({ probe }) => probe.via);
  if (ways.includes('load-balancer')) return 'yes';
  // The steps of a policy find a way of their own, like auto.
  const isOpen = plan.policy !== undefined || ways.includes('auto') || ways.includes('cluster-ip');
  return isOpen ? 'maybe' : 'no';
}
