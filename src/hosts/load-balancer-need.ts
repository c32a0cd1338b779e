import type { ProviderDeps } from '../clusters/provider.ts';
import { startedScenarios, type Plan } from '../core/plan.ts';

/** Whether a plan probes Services by the address of their load balancer. */
export function needsLoadBalancer(plan: Plan): ProviderDeps['needsLoadBalancer'] {
  const ways = startedScenarios(plan).map(({ probe }) => probe.via);
  if (ways.includes('load-balancer')) return 'yes';
  // The steps of a policy find a way of their own, like auto.
  const isOpen = plan.policy !== undefined || ways.includes('auto') || ways.includes('cluster-ip');
  return isOpen ? 'maybe' : 'no';
}
