import type { ProbeObservation, TargetPod } from '../../observation.ts';
import { newFold, type FoldState } from '../fold/state.ts';

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
 * The state of one healing iteration. Healed is the full set Ready, each replacement in the endpoints and answering
 * itself, and the Service answering an attempt started after all of that. Probing goes on for a second after it, so that
 * a Service that flaps is seen.
 */
export interface HealingState extends FoldState {
  readonly spec: HealingSpec;
  victim: TargetPod | null;
  asksPods: boolean;
  /** Uids of the pods that are ready endpoints of the Service. */
  inEndpoints: ReadonlySet<string>;
  /** Uids of pods that answered themselves an attempt started since the kill was accepted. */
  readonly answered: Set<string>;
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
}

export function newHealing(spec: HealingSpec): HealingState {
  return {
    ...newFold(),
    spec,
    victim: null,
    asksPods: true,
    inEndpoints: new Set(),
    answered: new Set(),
    acceptedMs: null,
    scheduledMs: null,
    ready: null,
    full: null,
    healed: null,
    lastOkMs: null,
    lastFailed: null,
  };
}
