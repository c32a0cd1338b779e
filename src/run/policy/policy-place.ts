import type { PolicyCluster } from '../../core/policy/ports.ts';
import type { LocalTime } from '../../core/policy/select-pods.ts';

/** What the steps of a policy need besides what every run has. */
export interface PolicyPlace {
  cluster: PolicyCluster;
  localTime: () => LocalTime;
}
