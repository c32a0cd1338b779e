import type { KubectlStep, PodMatch, ProbeStep } from './policy.ts';
import type { PolicyPod } from './select-pods.ts';

/** What came of one try of a step. A refusal of the cluster is data, and so is an answer that did not come. */
export interface Tried {
  passed: boolean;
  message: string | null;
}

/**
 * Takes back what a step did, when its scenario ends. Says what could not be taken back, or was left on purpose. Never
 * rejects. @param wait whether until it is gone
 */
export type Undo = (signal: AbortSignal, wait: boolean) => Promise<readonly string[]>;

/** A try that may leave something behind, even when it is cut off: `undo` is told of it before it is there. */
export interface Doing {
  signal: AbortSignal;
  undo: (undo: Undo) => void;
}

export interface ProbeTried extends Tried {
  /** Of the response; null without one. */
  status: number | null;
}

export interface MuteRequest {
  /** Address of the Alertmanager, as the policy has it. */
  url: string;
  durationSeconds: number;
  autoUnmute: boolean;
  proxies: { http: string | null; https: string | null };
}

/**
 * What a policy does to a cluster and asks of it. All of it rejects with the signal's reason when aborted, and with a
 * PodStartSloError where the cluster cannot be reached any more: then nobody knows what a scenario would have come to.
 */
export interface PolicyCluster {
  apply(step: KubectlStep, doing: Doing): Promise<Tried>;
  /** Deletes the objects of the payload, and waits until they are gone. */
  delete(step: KubectlStep, signal: AbortSignal): Promise<Tried>;
  /** Each once, in the order of their names. */
  findPods(matches: readonly PodMatch[], signal: AbortSignal): Promise<PodsFound>;
  /** Deletes a pod. @param force without its grace period */
  killPod(pod: PolicyPod, force: boolean, signal: AbortSignal): Promise<Tried>;
  /** One request. */
  probe(step: ProbeStep, signal: AbortSignal): Promise<ProbeTried>;
  /** Silences all alerts of an Alertmanager. */
  mute(request: MuteRequest, doing: Doing): Promise<Tried>;
  /** Ends the run's part in it. Says what is left. */
  close(signal: AbortSignal): Promise<readonly string[]>;
}

export type PodsFound = { pods: readonly PolicyPod[] } | { problem: string };
