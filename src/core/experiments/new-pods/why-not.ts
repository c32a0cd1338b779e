import type { PodFacts } from '../../observation.ts';
import { notProbed } from '../fold/not-probed.ts';
import { reasonOf, type Reason } from '../fold/reasons.ts';
import { noRequest } from '../fold/service-error.ts';
import { noProgress, podsWanted, type NewPodsState, type PodProgress } from './state.ts';

/** A new pod, and how far it has come. */
interface SeenPod extends PodProgress {
  facts: PodFacts;
}

/** Why not all new pods are available: what was last seen of the one that is farthest behind. */
export function whyNotAll(state: NewPodsState): Reason {
  const wanted = podsWanted(state);
  const pods = [...state.newPods].map(([uid, facts]) => ({
    facts,
    ...(state.progress.get(uid) ?? noProgress),
  }));
  const behind = pods.filter(({ available }) => available === null);
  const came = `${pods.length - behind.length} of ${wanted} new pods are available`;
  if (pods.length < wanted) {
    const { reason, message } = state.condition ?? { reason: 'NoPods', message: null };
    return {
      reason,
      message: `${came}; ${pods.length} appeared${message === null ? '' : `: ${message}`}`,
    };
  }
  const [worst] = behind.toSorted((a, b) => stageOf(a) - stageOf(b));
  if (worst === undefined) return whyNoService(state);
  const why = whyNotOne(state, worst);
  const said = why.message === null ? '' : `: ${why.message}`;
  return { reason: why.reason, message: `${came}; pod ${worst.facts.name}${said}` };
}

/** How far a pod has come. */
function stageOf({ facts, ready }: SeenPod): number {
  if (facts.nodeName === null) return 0;
  return ready === null ? 1 : 2;
}

function whyNotOne({ errors }: NewPodsState, { facts, ready }: SeenPod): Reason {
  if (ready === null) return reasonOf(facts) ?? { reason: 'NotReady', message: null };
  const error = errors.get(facts.uid) ?? noRequest;
  return { reason: 'NotAnswering', message: `is Ready, but did not answer as expected: ${error}` };
}

function whyNoService({ condition, serviceError }: NewPodsState): Reason {
  if (condition?.reason === notProbed) return condition;
  return {
    reason: 'NotAnswering',
    message: `all pods are available, but the Service did not answer as expected: ${serviceError ?? noRequest}`,
  };
}
