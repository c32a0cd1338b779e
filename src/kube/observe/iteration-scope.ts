import type { V1Pod } from '@kubernetes/client-node';
import type { Observation } from '../../core/observation.ts';

/** Which objects belong to the iteration, and where they are reported while it goes on. */
export interface IterationScope {
  /** As given to `hearEvents`. */
  podName: string | null;
  /** The Service that is probed: only its endpoints are reported. */
  serviceName: string;
  /** Whether it is about a pod. */
  isAbout: (pod: V1Pod) => boolean;
  /** Whether what is not a pod and makes pods, by its name, is of the workload: others may work in the namespace too. */
  isMaker: (name: string) => boolean;
  report: (seen: Observation) => void;
}
