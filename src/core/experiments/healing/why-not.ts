import { notProbed } from '../fold/not-probed.ts';
import { allPods, podOf } from '../fold/pods.ts';
import { namedReasonOf, type Reason } from '../fold/reasons.ts';
import { countReady, hasRestarted, replacements } from './full-set.ts';
import type { HealingState } from './state.ts';

/** Why a workload has not healed in time: the reason last seen. */
export function whyNotHealed(state: HealingState): Reason {
  const { victim, spec, healed } = state;
  const failed = state.lastFailed?.error ?? 'no attempt was made';
  if (healed !== null)
    return reason('NotAnswering', `the full set answered, and then the service did not go on: ${failed}`);
  if (victim?.container != null) {
    const pod = podOf(state, victim.uid);
    if (pod !== undefined && !hasRestarted(victim, pod))
      return (
        namedReasonOf(pod) ?? reason('NotRestarted', `container ${victim.container.name} has not restarted`)
      );
  }
  for (const pod of [...replacements(state), ...allPods(state)]) {
    if (pod.deleting) continue;
    const why = namedReasonOf(pod);
    if (why !== null) return why;
  }
  const ready = countReady(state);
  if (ready < spec.expectedPods)
    return state.condition ?? reason('NoPods', `${ready} of ${spec.expectedPods} pods are there and Ready`);
  if (state.condition?.reason === notProbed) return state.condition;
  const absent = replacements(state).find(({ uid }) => !state.inEndpoints.has(uid));
  if (absent !== undefined)
    return reason('NotInEndpoints', `pod ${absent.name} is Ready, and the Service does not lead to it`);
  const silent = state.asksPods ? replacements(state).find(({ uid }) => !state.answered.has(uid)) : undefined;
  if (silent !== undefined)
    return reason('NotAnswering', `pod ${silent.name} is Ready and does not answer as expected`);
  return reason(
    'NotAnswering',
    `the full set is Ready, but the service did not answer as expected: ${failed}`,
  );
}

function reason(word: string, message: string): Reason {
  return { reason: word, message };
}
