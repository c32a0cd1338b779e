import type { Clock, ContainerKiller, Report } from '../../core/ports.ts';
import type { ApiClient } from '../api/api.ts';
import type { Discovery } from '../api/discovery.ts';
import type { ApiTransport } from '../probe/attempt/api-transport.ts';
import type { NodeInfo } from '../nodes/cluster-facts.ts';

/** What everything of one run shares. */
export interface RunContext {
  api: ApiClient;
  transport: ApiTransport;
  discovery: Discovery;
  clock: Clock;
  report: Report;
  namespace: string;
  runId: string;
  /** Null where nodes may not be listed. */
  nodes: readonly NodeInfo[] | null;
  /** Whether this process is a pod of the cluster. */
  inCluster: boolean;
  allowClusterScoped: boolean;
  /** Of the run's random choices. */
  seed: number;
  /** Null where the tool has no hands on the nodes. */
  containerKiller: ContainerKiller | null;
}
