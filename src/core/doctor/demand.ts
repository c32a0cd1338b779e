import { parseQuantity } from './quantity.ts';

type Amounts = Readonly<Record<string, number>>;
type Quantities = Readonly<Record<string, string>>;

interface Resources {
  requests?: Quantities;
  limits?: Quantities;
}

/** The part of a pod that a quota counts. */
export interface PodShape {
  replicas: number;
  containers: readonly Resources[];
  initContainers: readonly Resources[];
}

export interface ServiceShape {
  type: string;
  ports: number;
}

/** The resources that a start takes, by the names that quotas use (https://kubernetes.io/docs/concepts/policy/resource-quotas/). */
export function demandOf(pods: readonly PodShape[], services: readonly ServiceShape[]): Amounts {
  const podCount = pods.reduce((sum, { replicas }) => sum + replicas, 0);
  const exposed = services.filter(({ type }) => type === 'NodePort' || type === 'LoadBalancer');
  const amounts: Record<string, number> = {
    pods: podCount,
    'count/pods': podCount,
    services: services.length,
    'count/services': services.length,
    'services.nodeports': exposed.reduce((sum, { ports }) => sum + ports, 0),
    'services.loadbalancers': services.filter(({ type }) => type === 'LoadBalancer').length,
  };
  for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
    const requested = total(pods, (each) => each.requests?.[resource] ?? each.limits?.[resource]);
    amounts[resource] = requested;
    amounts[`requests.${resource}`] = requested;
    amounts[`limits.${resource}`] = total(pods, (each) => each.limits?.[resource]);
  }
  return amounts;
}

/** Containers run at the same time; init containers run one at a time before them. */
function total(pods: readonly PodShape[], amountOf: (each: Resources) => string | undefined): number {
  const amount = (each: Resources): number => parseQuantity(amountOf(each) ?? '0') ?? 0;
  return pods.reduce((sum, { replicas, containers, initContainers }) => {
    const running = containers.reduce((part, each) => part + amount(each), 0);
    return sum + replicas * Math.max(running, ...initContainers.map(amount));
  }, 0);
}
