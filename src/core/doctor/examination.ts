import type { Need } from '../permissions/need.ts';
import type { Looks } from './checks/registry.ts';

/** All that was seen of a cluster. */
export interface Examination {
  looks: Looks;
  /** Every right the plan needs; null if that could not be found out. */
  needs: readonly Need[] | null;
  /** Where a run of the plan would work. */
  place: { namespace: string; ownsNamespace: boolean };
}
