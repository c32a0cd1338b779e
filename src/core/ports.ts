import type { WorkloadTraits } from './causes.ts';
import type { Observation } from './observation.ts';
import type { Manifest, Scenario } from './plan.ts';
import type {
  ClusterFacts,
  Comparison,
  IterationResult,
  Measurement,
  ObjectiveResult,
  PodLog,
  Summary,
  Via,
} from './result.ts';
import type { ProbedPort } from './service-port.ts';
import type { PolicyCluster } from './steps/ports.ts';
import type { LocalTime } from './steps/select-pods.ts';

/** The runner's clocks. */
export interface Clock {
  /** Monotonic milliseconds, finer than 1 µs; only differences mean anything. */
  nowMs(): number;
  /** Wall clock, microseconds since the Unix epoch. Never subtracted from a monotonic stamp. */
  unixUs(): number;
  /** Resolves after the time or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Time of day and weekday, in the time zone of the machine. */
  localTime(): LocalTime;
  /** Reports every stall of this process over 100 ms until the returned function is called, which looks a last time. */
  watchStalls(report: (stall: Extract<Observation, { kind: 'stall' }>) => void): () => void;
}

/** What the Kubernetes side knows of a run's measurement; the rest comes from its iterations. */
export type SpaceMeasurement = Omit<
  Measurement,
  'probeIntervalMs' | 'probeResolutionMs' | 'longestStallMs' | 'watchGaps'
>;

/** Where a run's objects live in a cluster. */
export interface RunSpace {
  namespace: string;
  facts: ClusterFacts;
  /** Carries out the steps of a policy; null where the plan has none. */
  steps: PolicyCluster | null;
  /** Applies documents once, labelled like everything of the run; what runs to its end, such as a Job, has done so when it resolves. */
  setUp(manifests: readonly Manifest[], signal: AbortSignal): Promise<void>;
  /**
   * Opens watches for one iteration and waits until they are established. Nothing of an earlier iteration is left
   * when it resolves. Nothing is created before `start`.
   */
  openIteration(
    scenario: Scenario,
    index: number,
    report: (seen: Observation) => void,
    signal: AbortSignal,
  ): Promise<OpenIteration>;
  /** Warm-ups of a scenario: one at least where the path to ask has still to be found. */
  warmupsOf(scenario: Scenario): number;
  /** The path its iterations ask over; null while it has still to be found. */
  viaOf(scenario: Scenario): Via | null;
  /** The port of its Service that is probed; null before its first iteration. */
  portOf(scenario: Scenario): ProbedPort | null;
  imagesOf(scenario: Scenario): readonly string[];
  traitsOf(scenario: Scenario): WorkloadTraits;
  /** Facts about the measurement that the whole run shares. */
  measurement(): SpaceMeasurement;
  /** These images were removed from these nodes (null: from all) for the iteration that comes. */
  rememberRemoval(images: readonly string[], nodes: ReadonlySet<string> | null): void;
  /** An iteration has ended: containers of these images have started on the node, which has them from now on. */
  rememberStarts(nodeName: string | null, images: readonly string[]): void;
  /** Deletes everything of the run and its namespace if it was made for it. Never throws; says what is left. */
  close(signal: AbortSignal): Promise<readonly string[]>;
}

export interface OpenIteration {
  expectedPods: number;
  /** Whether the node had the image before; null where nobody knows. */
  wasCached(nodeName: string | null, image: string): boolean | null;
  /** Whether the path asked goes through the Service; known once the path is chosen. */
  throughService(): boolean;
  /**
   * Brings about what the experiment starts from (healing and scaling: the workload stands and answers); for pod-start
   * there is nothing to do. Where it does not come about it reports `not-prepared` and resolves.
   */
  prepare(): Promise<void>;
  /** Sends the requests that are timed from; probing starts as soon as there is an address. */
  start(): Promise<void>;
  /** When time is up: learns what was not seen until then, and what may have disturbed the iteration (its nodes). */
  inspect(): Promise<void>;
  /** The last log lines of the iteration's pods; never rejects. */
  readLogs(signal: AbortSignal): Promise<readonly PodLog[]>;
  /** Stops probing; what the attempts under way still tell has been reported when this resolves. */
  stopProbing(): Promise<void>;
  /** Stops probing, deletes the iteration's objects and waits until they are gone. Says what is left. */
  close(signal: AbortSignal): Promise<readonly string[]>;
}

/** Removes images from the nodes' caches, so that the next start has to pull them. */
export interface ImageCache {
  /**
   * From the nodes on which pods of the scenario may land; resolves with their names, null where that is all there are.
   * @throws PodStartSloError cluster, and then none is removed, where a pod of somebody else's uses one of them
   */
  remove(
    images: readonly string[],
    scenario: Scenario,
    signal: AbortSignal,
  ): Promise<ReadonlySet<string> | null>;
}

/** A container that runs. */
export interface RunningContainer {
  nodeName: string;
  /** As the container runtime has it, without its scheme. */
  id: string;
}

/** Kills containers in place, from the node they run on. */
export interface ContainerKiller {
  /** Gets everything ready, so that nothing but the kill itself is timed. @throws PodStartSloError cluster */
  arm(container: RunningContainer, signal: AbortSignal): Promise<ArmedKill>;
}

export interface ArmedKill {
  /** Resolves when the container is dead. @throws PodStartSloError cluster where it is not */
  fire(): Promise<void>;
  /** Lets it live; does nothing after `fire`. */
  release(): void;
}

/** The two that are compared in a duet. */
export type Side = 'baseline' | 'candidate';

/** What a run tells its host while it goes on. Display only: no verdict depends on it. */
export type RunEvent =
  | { kind: 'note'; level: 'info' | 'warning'; message: string }
  | { kind: 'via'; via: Via; reason: string }
  /** The scenarios of the plan, which have their turns in rounds. */
  | { kind: 'measuring'; scenarios: readonly Scenario[] }
  | {
      kind: 'iteration-started';
      scenario: Scenario;
      side?: Side;
      index: number;
      warmup: boolean;
      judgedSoFar: number;
      judgedTarget: number;
    }
  | { kind: 'iteration-step'; step: string }
  | {
      kind: 'iteration-ended';
      scenario: Scenario;
      side?: Side;
      iteration: IterationResult;
      summary: Summary;
      judgedTarget: number;
    }
  | {
      kind: 'confirming';
      scenario: Scenario;
      objectives: readonly ObjectiveResult[];
      /** Of a duet. */
      comparison?: Comparison;
      moreIterations: number;
    }
  /** It has no further turn. */
  | { kind: 'scenario-ended'; scenario: Scenario }
  | { kind: 'pod-row'; atUnixMs: number; row: PodRow }
  | { kind: 'cleaning-up' };

/** A line of `kubectl get pods --watch`. */
export interface PodRow {
  name: string;
  ready: string;
  status: string;
  restarts: number;
  ageMs: number;
}

export type Report = (event: RunEvent) => void;
