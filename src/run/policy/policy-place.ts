import type { PolicyCluster } from '../../core/steps/ports.ts';
import type { LocalTime } from '../../core/steps/select-pods.ts';

/** What the steps of a policy need besides what every run has. */
export interface PolicyPlace {
  cluster: PolicyCluster;
  localTime: () => LocalTime;
}
