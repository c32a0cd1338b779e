import type { PodVia } from './result-iteration.ts';

/**
 * What the Kubernetes side and the probe report while an iteration runs. Plain data on the runner's monotonic clock
 * (`atMs`); an iteration's timeline and outcome are a pure fold over these.
 */
export type Observation =
  | { kind: 'create-requested'; atMs: number; unixUs: number }
  | { kind: 'create-accepted'; atMs: number }
  /** The last object is stored: no further create request is sent. */
  | { kind: 'all-created'; atMs: number }
  | { kind: 'create-rejected'; atMs: number; reason: string; message: string }
  /** healing, scaling: the workload did not come to stand and answer, so nothing was done to it. */
  | { kind: 'not-prepared'; atMs: number; unixUs: number; reason: string; message: string }
  /** healing: just before the request that kills is written. `asksPods`: whether each pod is asked itself as well. */
  | { kind: 'kill-requested'; atMs: number; unixUs: number; victim: TargetPod; asksPods: boolean }
  | { kind: 'kill-accepted'; atMs: number }
  /** The victim could not be killed: it is not there any more, may not be deleted, or does not die. */
  | { kind: 'kill-failed'; atMs: number; reason: string; message: string }
  /** scaling: just before the request for more replicas is written. */
  | { kind: 'scale-requested'; atMs: number; unixUs: number; from: number; to: number }
  | { kind: 'scale-accepted'; atMs: number }
  /** Somebody else did something that makes the measurement another one, or none. */
  | { kind: 'disturbed'; atMs: number; reason: string; message: string }
  | PodObservation
  | { kind: 'pod-deleted'; atMs: number; uid: string }
  | { kind: 'event'; atMs: number; event: EventFacts; seen: Seen }
  | { kind: 'endpoints'; atMs: number; endpoints: readonly EndpointFacts[]; seen: Seen }
  /** A watch saw nothing from `sinceMs` to `atMs`. `isOver`: whether it sees again. */
  | {
      kind: 'watch-gap';
      atMs: number;
      resource: string;
      sinceMs: number;
      reason: string;
      isOver: boolean;
    }
  /** The claims from the templates of StatefulSets, as they were when it was over. */
  | { kind: 'volume-claims'; atMs: number; claims: readonly ClaimSeen[] }
  /** The load that was to run beside the iteration did not run to its end. */
  | { kind: 'load-ended'; atMs: number; message: string }
  | { kind: 'node-not-ready'; atMs: number; node: string }
  /** This process stood still for `stalledMs`, at some time from `sinceMs`, its last sign of life, to `atMs`. */
  | { kind: 'stall'; atMs: number; sinceMs: number; stalledMs: number; reason: 'event-loop' | 'suspended' }
  | { kind: 'condition'; atMs: number; reason: string; message: string }
  /** The Service is asked at its load balancer alone, which has no address yet. */
  | { kind: 'address-awaited'; atMs: number }
  /** There is an address to ask now; attempts follow. */
  | { kind: 'probing'; atMs: number }
  /**
   * The path to the Service was not known yet and is being looked for: no total to judge. `lastErrors`: of each way that
   * was tried so far, `node-port 172.18.0.2:31234: ECONNREFUSED; port-forward: …`; null while there are none.
   */
  | { kind: 'path-search'; atMs: number; lastErrors: string | null }
  | ProbeObservation;

/** The requests that the iterations of the experiments are timed from. */
const requestKinds: readonly string[] = ['create-requested', 'kill-requested', 'scale-requested'];

/** Whether an observation of this kind, or an instant of this name, is the request that an iteration is timed from. */
export function isRequest(kind: string): boolean {
  return requestKinds.includes(kind);
}

/** How it was seen: live on the watch, or in a list after a gap, when it may have happened any time since `sinceMs`. */
export type Seen = { by: 'watch' } | { by: 'list'; sinceMs: number };

export interface PodObservation {
  kind: 'pod';
  atMs: number;
  pod: PodFacts;
  seen: Seen;
}

export interface PodFacts {
  uid: string;
  name: string;
  phase: string;
  reason: string | null;
  message: string | null;
  nodeName: string | null;
  podIP: string | null;
  restartPolicy: string;
  deleting: boolean;
  /** Whether a controller creates another one in its place when it fails. */
  isReplaced: boolean;
  /** Conditions by type: PodScheduled, PodReadyToStartContainers, Initialized, ContainersReady, Ready, DisruptionTarget. */
  conditions: Readonly<Record<string, { status: boolean; reason: string | null; message: string | null }>>;
  /** Init containers in their order, sidecars (restartPolicy Always) among them, then the others. */
  containers: readonly ContainerFacts[];
  /** Volumes that are images, in the order in which the kubelet pulls them, before those of any container. */
  imageVolumes?: readonly { name: string; image: string }[];
}

/** A claim from a template of a StatefulSet. `isNew`: whether it was made for the iteration. */
export interface ClaimSeen {
  name: string;
  isNew: boolean;
}

/** The pod that is killed, or whose container is. */
export interface TargetPod {
  uid: string;
  pod: string;
  /** Where a container is killed in place: its name, and its restarts before. */
  container: { name: string; restartCount: number } | null;
  nodeName: string | null;
  ageMs: number | null;
}

export interface ContainerFacts {
  name: string;
  image: string;
  init: boolean;
  ready: boolean;
  state: 'waiting' | 'running' | 'terminated';
  reason: string | null;
  message: string | null;
  exitCode: number | null;
  /** When it ended, by the clock of its node, in whole seconds rounded down; absent where it did not. */
  finishedUnixMs?: number;
  /** How its run before ended; null where it had none. */
  lastExit: { exitCode: number; reason: string | null } | null;
  restartCount: number;
}

/** An event about one of the iteration's objects (https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/). */
export interface EventFacts {
  uid: string;
  reason: string;
  message: string;
  type: string;
  /** Kind and uid of what it is about. */
  aboutKind: string;
  aboutUid: string;
  /** Container it is about, from fieldPath; null for the pod as a whole. */
  container: string | null;
  /** How often it has happened: of a container that was started again the same event is counted up. */
  count: number;
  reporter: 'scheduler' | 'kubelet' | 'other';
  /** The reporter's own stamp, and how fine it is: eventTime (1 µs), the name's suffix (1 ns), firstTimestamp (1 s). */
  unixMs: number | null;
  resolutionMs: number;
}

export interface EndpointFacts {
  address: string;
  podUid: string | null;
  podName: string | null;
  /** Condition ready (https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#conditions). */
  ready: boolean;
  /** Conditions serving and terminating: routed to where no endpoint is ready. */
  servesWhileTerminating: boolean;
}

/** One ended probe attempt. */
export interface ProbeObservation {
  kind: 'probe';
  /** When its response head arrived, or it failed. */
  atMs: number;
  /** When it was started. */
  startedMs: number;
  /** service: the path a client takes. pod: the pod itself, bypassing the service's routing. */
  target: 'service' | 'pod';
  podUid?: string;
  /** pod: how it was asked; through the API server where it is not said. */
  podVia?: PodVia;
  /** Whether the response met the expectation. */
  matched: boolean;
  status: number | null;
  /** Why it failed, in short: ECONNREFUSED, connect timeout, HTTP 503. */
  error: string | null;
}
