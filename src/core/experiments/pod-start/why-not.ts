import { notProbed } from '../fold/not-probed.ts';
import { namedReasonOf, withReadinessProbe, type Reason } from '../fold/reasons.ts';
import type { PodStartState } from './state.ts';

/** Why a start was not answered in time: the reason last seen. */
export function whyNotStarted(state: PodStartState): Reason {
  const { newPods, spec, condition } = state;
  for (const pod of newPods.values()) {
    const reason = namedReasonOf(pod);
    if (reason !== null) return withReadinessProbe(reason, state.lastUnready);
  }
  if (newPods.size < spec.expectedPods) {
    const message = `${newPods.size} of ${spec.expectedPods} pods appeared`;
    return condition ?? { reason: 'NoPods', message };
  }
  if (condition?.reason === notProbed) return condition;
  const noAddress = state.awaitsAddress ? 'its load balancer has no address' : 'no address to ask';
  const last = state.lastProbe?.error ?? state.searchErrors ?? noAddress;
  const message = `the pods run, but the service did not answer as expected: ${last}`;
  return { reason: 'NotAnswering', message };
}
