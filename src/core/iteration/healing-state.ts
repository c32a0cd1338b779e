import type { EndpointFacts, PodFacts, ProbeObservation, Victim } from '../observation.ts';
import type { Ending } from './decide.ts';
import type { Reason } from './reasons.ts';

export interface HealingSpec {
  /** Size of the full set. */
  expectedPods: number;
}

/** Since when something holds, and by how much a watch gap may have delayed the news of it. */
export interface Since {
  atMs: number;
  blurMs: number;
}

/**
 * The state of one healing iteration, a fold over its observations. Healed is the full set Ready, each replacement in
 * the endpoints and answering itself, and the Service answering an attempt started after all of that. Asking goes on for
 * a calm after it, so that a Service that flaps is seen.
 */
export interface HealingState {
  spec: HealingSpec;
  /** Runner clock of the request that kills; null before it. */
  startMs: number | null;
  victim: Victim | null;
  asksPods: boolean;
  pods: ReadonlyMap<string, PodFacts>;
  /** Uids of the pods there when it was killed. */
  before: ReadonlySet<string>;
  endpoints: readonly EndpointFacts[];
  /** Uids of pods that answered themselves an attempt started since the kill was accepted. */
  answered: ReadonlySet<string>;
  acceptedMs: number | null;
  scheduledMs: number | null;
  /** Since when the full set is Ready without a break. */
  ready: Since | null;
  /** Since when it is also in the endpoints and answering. */
  full: Since | null;
  /** The Service's answer that ended the total: its attempt. */
  healed: ProbeObservation | null;
  /** Of the Service's attempts since the kill: the latest that succeeded, and the latest that failed, by start. */
  lastOkMs: number | null;
  lastFailed: ProbeObservation | null;
  lastCondition: Reason | null;
  ended: Ending | null;
  settled: boolean;
}

export function newHealing(spec: HealingSpec): HealingState {
  return {
    spec,
    startMs: null,
    victim: null,
    asksPods: true,
    pods: new Map(),
    before: new Set(),
    endpoints: [],
    answered: new Set(),
    acceptedMs: null,
    scheduledMs: null,
    ready: null,
    full: null,
    healed: null,
    lastOkMs: null,
    lastFailed: null,
    lastCondition: null,
    ended: null,
    settled: false,
  };
}
