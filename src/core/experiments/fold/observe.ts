import type { Observation, PodFacts } from '../../observation.ts';
import { allPods, forgetPod, podOf, rememberPod } from './pods.ts';
import { disruptionOf, hopelessReason, isSuperseded } from './reasons.ts';
import { isHopelessCreate } from './refusals.ts';
import { end, failed, invalid, type Ending, type FoldState, type Goal } from './state.ts';

/**
 * Takes one more observation into the state, in place. What ends an iteration of any experiment is here: refusals, what
 * others do to its pods, and states that cannot recover. The goal has the rest. After the end nothing changes; what
 * stalls and gaps of the watch make of the outcome shows only when it is over (`record/`).
 */
export function observe<S extends FoldState>(goal: Goal<S>, state: S, seen: Observation): void {
  if (state.settled) return;
  const ending = endingOf(goal, state, seen);
  if (ending !== null) end(state, ending);
  else goal.see(state, seen);
  if (!isSettled(state)) goal.settle(state, seen);
}

/** Takes it that time is up: what has not reached its goal is timed-out, with the reason last seen. */
export function expire<S extends FoldState>(goal: Goal<S>, state: S): void {
  if (state.ended !== null && !goal.isLost(state)) state.settled = true;
  else end(state, { outcome: 'timed-out', ...goal.whyNot(state) });
}

/** The goal may have settled it just now. */
function isSettled({ settled }: FoldState): boolean {
  return settled;
}

/** How this observation ends the iteration; null where it goes on. */
function endingOf<S extends FoldState>(goal: Goal<S>, state: S, seen: Observation): Ending | null {
  switch (seen.kind) {
    case 'create-rejected':
      return failed(seen);
    case 'disturbed':
    case 'kill-failed':
      return state.ended === null ? invalid(seen) : null;
    case 'pod':
      return onPod(goal, state, seen.pod);
    case 'pod-deleted':
      return onPodDeleted(goal, state, seen.uid);
    case 'condition':
      return onCondition(state, { reason: seen.reason, message: seen.message });
    case 'node-not-ready':
      return onNodeNotReady(goal, state, seen.node);
    default:
      return null;
  }
}

function onPod<S extends FoldState>(goal: Goal<S>, state: S, pod: PodFacts): Ending | null {
  const before = podOf(state, pod.uid);
  rememberPod(state, pod);
  if (!isDecisive(state) || goal.makesGo(state, pod.uid)) return null;
  const disruption = disruptionOf(pod);
  if (disruption !== null) return invalid(disruption);
  const isEarlier = state.earlierPods.has(pod.uid);
  // A controller may delete a new pod that failed before it creates the next one. What a pod that goes for another
  // reason comes to on its way out is not its own doing.
  const isReplaced = !isEarlier && isSuperseded(pod);
  if (pod.deleting && before?.deleting !== true && !isReplaced) return deleted(pod);
  const hopeless = isEarlier ? null : hopelessReason(pod);
  return hopeless === null ? null : failed(hopeless);
}

function onPodDeleted<S extends FoldState>(goal: Goal<S>, state: S, uid: string): Ending | null {
  const pod = podOf(state, uid);
  if (pod === undefined) return null;
  const isExpected = pod.deleting || pod.phase === 'Failed' || pod.phase === 'Succeeded';
  if (isDecisive(state) && !isExpected && !goal.makesGo(state, uid)) return deleted(pod);
  forgetPod(state, uid);
  return null;
}

/** A pod that goes makes another one start: that is another experiment. */
function deleted({ name }: PodFacts): Ending {
  return invalid({ reason: 'PodDeleted', message: `pod ${name} was deleted by someone else` });
}

function onCondition(state: FoldState, condition: { reason: string; message: string }): Ending | null {
  state.condition = condition;
  return isDecisive(state) && isHopelessCreate(condition) ? failed(condition) : null;
}

function onNodeNotReady<S extends FoldState>(goal: Goal<S>, state: S, node: string): Ending | null {
  if (state.ended !== null) return null;
  for (const { nodeName } of goal.needsEarlierPods ? allPods(state) : state.newPods.values())
    if (nodeName === node) return invalid({ reason: 'NodeNotReady', message: `node ${node} went NotReady` });
  return null;
}

/** Whether what becomes of the pods decides the outcome: from the request on, until it is certain. */
function isDecisive({ startMs, ended }: FoldState): boolean {
  return startMs !== null && ended === null;
}
