import { notProbed } from '../fold/not-probed.ts';
import { namedReasonOf, withReadinessProbe, type Reason } from '../fold/reasons.ts';
import { noRequest } from '../fold/service-error.ts';
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
  const message = `the pods run, but the service did not answer as expected: ${state.serviceError ?? noRequest}`;
  return { reason: 'NotAnswering', message };
}
