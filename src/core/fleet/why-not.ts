import { notAsked } from '../iteration/decide.ts';
import { reasonOf, type Reason } from '../iteration/reasons.ts';
import type { FleetState, Member } from './state.ts';

/** Why not all new pods are available: what was last seen of the one that is farthest behind. */
export function whyNotAll(state: FleetState): Reason {
  const asked = state.to - state.from;
  const members = [...state.members.values()];
  const behind = members.filter(({ available }) => available === null);
  const came = `${members.length - behind.length} of ${asked} new pods are available`;
  if (members.length < asked) {
    const { reason, message } = state.condition ?? { reason: 'NoPods', message: null };
    return {
      reason,
      message: `${came}; ${members.length} appeared${message === null ? '' : `: ${message}`}`,
    };
  }
  const [worst] = behind.toSorted((a, b) => stageOf(a) - stageOf(b));
  if (worst === undefined) return whyNoService(state);
  const why = whyNotOne(state, worst);
  const said = why.message === null ? '' : `: ${why.message}`;
  return { reason: why.reason, message: `${came}; pod ${worst.facts.name}${said}` };
}

/** How far a pod has come. */
function stageOf({ facts, ready }: Member): number {
  if (facts.nodeName === null) return 0;
  return ready === null ? 1 : 2;
}

function whyNotOne({ errors }: FleetState, { facts, ready }: Member): Reason {
  if (ready === null) return reasonOf(facts) ?? { reason: 'NotReady', message: null };
  const error = errors.get(facts.uid) ?? 'it has no address to ask';
  return { reason: 'NotAnswering', message: `is Ready, but did not answer as expected: ${error}` };
}

function whyNoService({ condition, serviceError }: FleetState): Reason {
  if (condition?.reason === notAsked) return condition;
  return {
    reason: 'NotAnswering',
    message: `all pods are available, but the Service did not answer as expected: ${serviceError ?? 'no address to ask'}`,
  };
}
