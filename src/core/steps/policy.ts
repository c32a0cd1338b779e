import type { Manifest } from '../manifest.ts';

/** A PowerfulSeal policy as it is carried out: checked, with every default filled in. */
export interface Policy {
  /** The file, for people. */
  source: string;
  strategy: 'round-robin' | 'random';
  /** How often all scenarios are run; null: for ever. */
  runs: number | null;
  minSecondsBetweenRuns: number;
  maxSecondsBetweenRuns: number;
  failFast: boolean;
  scenarios: readonly PolicyScenario[];
}

export interface PolicyScenario {
  name: string;
  description: string | null;
  /** Where it stands: `scenarios[0]`. */
  place: string;
  steps: readonly PolicyStep[];
}

export type PolicyStep = KubectlStep | WaitStep | ProbeStep | PodStep | AlertStep;

export interface KubectlStep {
  kind: 'kubectl';
  action: 'apply' | 'delete';
  /** As the policy has it. */
  payload: string;
  manifests: readonly Manifest[];
  /** Of an apply: whether the objects are deleted when the scenario ends. */
  autoDelete: boolean;
}

export interface WaitStep {
  kind: 'wait';
  seconds: number;
}

export type ProbeTarget =
  | { kind: 'url'; url: string }
  | { kind: 'service'; name: string; namespace: string; port: number; protocol: 'http' | 'https' };

export interface ProbeStep {
  kind: 'probeHTTP';
  target: ProbeTarget;
  /** Attempts in all, the first included. */
  retries: number;
  delayMs: number;
  timeoutMs: number;
  code: number;
  /** Requests that have to be answered, one after the other. */
  count: number;
  /** With the slash that begins it. */
  path: string;
  method: 'get' | 'post' | 'patch' | 'head' | 'delete';
  body: string;
  headers: readonly { name: string; value: string }[];
  /** Null: none, whatever the environment says. */
  proxy: string | null;
  insecure: boolean;
}

export type PodMatch =
  | { kind: 'namespace'; namespace: string }
  | { kind: 'deployment'; name: string; namespace: string }
  | { kind: 'labels'; selector: string; namespace: string };

export interface TimeOfDay {
  hour: number;
  minute: number;
  second: number;
}

export type PodFilter =
  | { kind: 'property'; name: 'name' | 'state'; value: string; negative: boolean }
  | { kind: 'dayTime'; onlyDays: readonly string[]; startTime: TimeOfDay; endTime: TimeOfDay }
  | { kind: 'randomSample'; size: number }
  | { kind: 'randomSample'; ratio: number }
  | { kind: 'probability'; probability: number };

export type PodDeed =
  | { kind: 'kill'; probability: number; force: boolean }
  | { kind: 'wait'; seconds: number }
  | { kind: 'checkPodCount'; count: number }
  | { kind: 'checkPodState'; state: string };

/** How often a step is tried before it has failed. */
export type Retries =
  | { kind: 'once' }
  | { kind: 'count'; count: number; sleepSeconds: number }
  | { kind: 'timeout'; timeoutSeconds: number; sleepSeconds: number };

export interface PodStep {
  kind: 'podAction';
  matches: readonly PodMatch[];
  filters: readonly PodFilter[];
  retries: Retries;
  actions: readonly PodDeed[];
}

export interface AlertStep {
  kind: 'alertManagerAction';
  targets: readonly string[];
  /** One for each `mute`. */
  mutes: readonly { durationSeconds: number; autoUnmute: boolean }[];
  retries: Retries;
  proxies: { http: string | null; https: string | null };
}
