import type { IterationResult, ScenarioResult } from '../../core/result.ts';
import type { Remark } from './remark.ts';
import { countOf } from './count.ts';

/** Whether the scheduling phase includes the provisioning of volumes; nothing without claims. */
export function volumesRemark({ iterations }: ScenarioResult): Remark[] {
  const counted = iterations.filter(({ warmup, outcome }) => !warmup && outcome !== 'invalid');
  const withClaims = counted.filter(({ volumeClaims = [] }) => volumeClaims.length > 0);
  if (withClaims.length === 0) return [];
  const isAnew = ({ volumeClaims = [] }: IterationResult): boolean =>
    volumeClaims.every(({ isNew }) => isNew);
  const reusing = withClaims.filter((each) => !isAnew(each)).length;
  const text =
    reusing === 0
      ? 'each start had new volume claims: scheduling includes provisioning and binding their volumes'
      : `${reusing} of ${countOf(withClaims.length, 'start')} reused existing volumes, so their times include no provisioning`;
  return [{ role: reusing === 0 ? 'faint' : 'doubtful', text }];
}
