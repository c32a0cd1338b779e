import type { Via } from '../../../core/result.ts';
import type { ProbeTarget } from './target.ts';

/** How a path did when it was tried. */
export interface Trial {
  via: Via;
  /**
   * answered: as expected. responded: HTTP came back with another status. silent: nothing did. untried: nobody looked.
   * impossible: the path does not exist.
   */
  state: 'answered' | 'responded' | 'silent' | 'untried' | 'impossible';
  /** The address that did best; null when impossible. */
  target: ProbeTarget | null;
  /** Why not, for people: `ECONNREFUSED`, `the Service is of type ClusterIP`. Empty when answered. */
  detail: string;
}

export interface PathQuestion {
  via: Via | 'auto';
  /** Whether this process runs in a pod of the cluster. */
  inCluster: boolean;
  /** In the order of preference. */
  trials: readonly Trial[];
}

/** `via` null: no path is to be had, or none can be told to work yet. `reason` is one sentence for people. */
export type PathChoice =
  { via: Via; target: ProbeTarget; reason: string } | { via: null; target: null; reason: string };

/** What each path measures differently from what a client of the Service sees. */
const caveats: Partial<Record<Via, string>> = {
  'port-forward': 'it goes to the pod past the Service, and is tried at most 5 times a second',
  'api-proxy': 'it goes through the API server past kube-proxy, and is tried at most 10 times a second',
};

/** Decides which path a run uses. */
export function choosePath(question: PathQuestion): PathChoice {
  return question.via === 'auto' ? choose(question) : explicit(question.via, question.trials);
}

function explicit(via: Via, trials: readonly Trial[]): PathChoice {
  const trial = trials.find((each) => each.via === via);
  if (trial?.target == null) {
    return none(`${via} was requested but is not possible: ${trial?.detail ?? 'it was not tried'}.`);
  }
  return {
    via,
    target: trial.target,
    reason: `${via} (${trial.target.address}) was requested${caveat(via)}.`,
  };
}

/**
 * Another status than the expected one shows a way that works, except at a cluster IP from outside: where that is not
 * routed, a gateway of the network may well be what responded.
 */
function choose({ inCluster, trials }: PathQuestion): PathChoice {
  const chosen =
    trials.find(({ state }) => state === 'answered') ??
    trials.find(({ via, target }) => inCluster && via === 'cluster-ip' && target !== null) ??
    trials.find(({ via, state }) => state === 'responded' && via !== 'cluster-ip');
  if (chosen?.target == null) return none(`no path to the Service answered: ${trials.map(why).join('; ')}.`);
  const { via, target } = chosen;
  const before = trials.slice(0, trials.indexOf(chosen));
  const others = before.length === 0 ? '' : `; before it, ${before.map(why).join(', ')}`;
  return {
    via,
    target,
    reason: `${via} (${target.address}) ${merit(chosen, inCluster)}${caveat(via)}${others}.`,
  };
}

function merit({ state, via, detail }: Trial, inCluster: boolean): string {
  const inside = inCluster && via === 'cluster-ip' ? ', and this runs inside the cluster' : '';
  if (state === 'answered') return `answered${inside}`;
  if (state === 'responded') return `responded, though not as expected (${detail})${inside}`;
  return 'is what pods use, and this runs inside the cluster';
}

function caveat(via: Via): string {
  const text = caveats[via];
  return text === undefined ? '' : ` (${text})`;
}

function why({ via, state, target, detail }: Trial): string {
  if (state === 'impossible') return `${via} is not possible (${detail})`;
  if (state === 'untried') return `${via} was not tried`;
  if (state === 'responded')
    return `${via} did not answer as expected at ${target?.address ?? ''} (${detail})`;
  return `${via} did not answer at ${target?.address ?? ''} (${detail})`;
}

function none(reason: string): PathChoice {
  return { via: null, target: null, reason };
}
