import type { EventFacts, Observation, PodFacts, ProbeObservation, Seen } from '../../observation.ts';
import type { PodVia } from '../../result.ts';
import { quotedImage } from './image-pulls.ts';
import { initExitOf, type InitExit } from './init-exit.ts';
import { restartsIn } from './restarts.ts';
import { receiptDelayMs, stalledWithinMs, stallsOf, type Stall } from './stalls.ts';

/** When something was seen on the runner's clock, and how long before that it may have happened. */
export interface Stamp {
  sinceStartMs: number;
  resolutionMs: number;
}

/** What the timelines know of the pull of an image, from the kubelet's events. */
export interface ImageTimeline {
  /** Of the container, or of the first volume that is this image. */
  name: string;
  image: string;
  events: Partial<Record<'Pulling' | 'Pulled', { seen: Stamp; event: EventFacts }>>;
}

/** What the timelines know of one container. */
export interface ContainerTimeline extends ImageTimeline {
  init: boolean;
  /** Of an init container that ended before the containers ran. */
  initExit: InitExit | null;
  events: Partial<Record<'Pulling' | 'Pulled' | 'Created' | 'Started', { seen: Stamp; event: EventFacts }>>;
}

/** The instants of one pod. */
export interface PodTimeline {
  uid: string;
  name: string;
  nodeName: string | null;
  added: Stamp;
  scheduled: Stamp | null;
  sandboxReady: Stamp | null;
  initialized: Stamp | null;
  running: Stamp | null;
  ready: Stamp | null;
  /** Restarts of its containers (not of init containers) that belong to the experiment, and whether there were more. */
  restartsBefore: number;
  hasRestarted: boolean;
  /** Whether an image was pulled more than once before all containers ran. */
  hasRetriedPull: boolean;
  /** Whether it ended, and another one may have taken its place. */
  hasEnded: boolean;
  endpointReady: Stamp | null;
  /**
   * The pod's own answer, probed past the Service. Its resolution is null while it never refused before: any time since
   * it started. `delayMs`: by how much stalls may have delayed it. `via` is null where the Service's answer says it.
   */
  answered: {
    sinceStartMs: number;
    resolutionMs: number | null;
    delayMs: number;
    via: PodVia | null;
  } | null;
  schedulerEvent: EventFacts | null;
  containers: Map<string, ContainerTimeline>;
  /** Pulls of the images that volumes are made of, by image; those of one image are pulled once. */
  imageVolumes: Map<string, ImageTimeline>;
}

/** What came by a watch, and when. */
interface Received {
  atMs: number;
  seen: Seen;
}

/**
 * Everything seen of an iteration's pods, by pod uid, on the runner's clock since the first create request.
 * @param inPlace uid of the pod whose container was killed in place; the restarts it has when it is seen first are meant
 */
export function timelinesOf(
  observations: readonly Observation[],
  startMs: number,
  inPlace: string | null = null,
): Map<string, PodTimeline> {
  const pods = new Map<string, PodTimeline>();
  const lag = deliveryLagMs(observations);
  const stalls = stallsOf(observations);
  const stamp = ({ atMs, seen }: Received): Stamp => ({
    sinceStartMs: atMs - startMs,
    resolutionMs: Math.max(seen.by === 'watch' ? lag : atMs - seen.sinceMs, receiptDelayMs(stalls, atMs)),
  });
  for (const seen of observations) {
    if (seen.kind === 'pod') onPod(pods, seen.pod, stamp(seen), inPlace);
    else if (seen.kind === 'event') onEvent(pods, seen.event, stamp(seen));
    else if (seen.kind === 'endpoints') {
      for (const endpoint of seen.endpoints) {
        const pod = pods.get(endpoint.podUid ?? '');
        if (pod !== undefined && endpoint.ready) pod.endpointReady ??= stamp(seen);
      }
    }
  }
  const probes = probesByPod(observations);
  // Of several pods the Service's answer is the answer of one of them, and nobody knows of which.
  const service = pods.size > 1 ? undefined : observations.find(isServiceAnswer);
  for (const [uid, pod] of pods)
    pod.answered = podAnswer(probes.get(uid) ?? [], service?.atMs ?? Infinity, startMs, stalls);
  return pods;
}

/**
 * How late watch events arrive here: the pod's ADDED event against the answer to its create request, both of which
 * the API server sends once the object is stored. At least the 1 ms below which nothing is claimed.
 */
function deliveryLagMs(observations: readonly Observation[]): number {
  const accepted = observations.find((seen) => seen.kind === 'create-accepted');
  const added = observations.find((seen) => seen.kind === 'pod' && seen.seen.by === 'watch');
  return accepted === undefined || added === undefined ? 1 : Math.max(1, added.atMs - accepted.atMs);
}

function onPod(pods: Map<string, PodTimeline>, facts: PodFacts, at: Stamp, inPlace: string | null): void {
  const pod = pods.get(facts.uid) ?? addPod(pods, facts, at, inPlace);
  pod.nodeName ??= facts.nodeName;
  if (facts.nodeName !== null) pod.scheduled ??= at;
  if (holds(facts, 'PodReadyToStartContainers')) pod.sandboxReady ??= at;
  if (holds(facts, 'Initialized')) pod.initialized ??= at;
  for (const each of pod.running === null ? facts.containers : []) {
    const container = pod.containers.get(each.name);
    if (container !== undefined) container.initExit ??= initExitOf(each);
  }
  if (facts.containers.filter((c) => !c.init).every((c) => c.state === 'running')) pod.running ??= at;
  if (holds(facts, 'Ready')) pod.ready ??= at;
  pod.hasRestarted ||= restartsIn(facts) > pod.restartsBefore;
  pod.hasEnded = facts.phase === 'Failed' || facts.phase === 'Succeeded';
}

function addPod(
  pods: Map<string, PodTimeline>,
  facts: PodFacts,
  at: Stamp,
  inPlace: string | null,
): PodTimeline {
  const pod: PodTimeline = {
    uid: facts.uid,
    name: facts.name,
    nodeName: null,
    added: at,
    scheduled: null,
    sandboxReady: null,
    initialized: null,
    running: null,
    ready: null,
    restartsBefore: facts.uid === inPlace ? restartsIn(facts) : 0,
    hasRestarted: false,
    hasRetriedPull: false,
    hasEnded: false,
    endpointReady: null,
    answered: null,
    schedulerEvent: null,
    containers: new Map(
      facts.containers.map(({ name, image, init }) => [
        name,
        { name, image, init, initExit: null, events: {} },
      ]),
    ),
    imageVolumes: imageTimelines(facts),
  };
  pods.set(facts.uid, pod);
  return pod;
}

/** Of several volumes of one image the first names it. */
function imageTimelines({ imageVolumes = [] }: PodFacts): Map<string, ImageTimeline> {
  const timelines = new Map<string, ImageTimeline>();
  for (const { name, image } of imageVolumes)
    if (!timelines.has(image)) timelines.set(image, { name, image, events: {} });
  return timelines;
}

function onEvent(pods: Map<string, PodTimeline>, event: EventFacts, at: Stamp): void {
  const pod = pods.get(event.aboutUid);
  if (pod === undefined) return;
  if (event.reporter === 'scheduler' && event.reason === 'Scheduled') pod.schedulerEvent ??= event;
  if (event.reporter !== 'kubelet') return;
  const { reason } = event;
  // The image of a container that is started again may be pulled again as well.
  if (reason === 'Pulling' && event.count > 1 && pod.running === null) pod.hasRetriedPull = true;
  if (event.container === null) {
    // The kubelet reports the pull for a volume of the pod itself.
    const volume = pod.imageVolumes.get(quotedImage(event) ?? '');
    if (volume !== undefined && (reason === 'Pulling' || reason === 'Pulled'))
      volume.events[reason] ??= { seen: at, event };
    return;
  }
  const container = pod.containers.get(event.container);
  if (container === undefined) return;
  if (reason === 'Pulling' || reason === 'Pulled' || reason === 'Created' || reason === 'Started') {
    container.events[reason] ??= { seen: at, event };
    // The pod's status tells it later.
    if (reason === 'Started' && !container.init) pod.hasRestarted ||= event.count - 1 > pod.restartsBefore;
  }
}

function isServiceAnswer(seen: Observation): boolean {
  return seen.kind === 'probe' && seen.target === 'service' && seen.matched;
}

/** The attempts at each pod, by its uid. */
function probesByPod(observations: readonly Observation[]): Map<string, ProbeObservation[]> {
  const probes = new Map<string, ProbeObservation[]>();
  for (const seen of observations) {
    if (seen.kind !== 'probe' || seen.target !== 'pod' || seen.podUid === undefined) continue;
    const known = probes.get(seen.podUid);
    if (known === undefined) probes.set(seen.podUid, [seen]);
    else known.push(seen);
  }
  return probes;
}

/**
 * When the pod itself first answered, probed past the Service. Before the kubelet has reported its address nobody
 * can probe it, so without a refusal before it the answer says only "by then", and the resolution is unknown. What refuses at
 * a pod's own address says nothing of the pod where it answered through the API server alone.
 */
function podAnswer(
  asked: readonly ProbeObservation[],
  viaServiceMs: number,
  startMs: number,
  stalls: readonly Stall[],
): PodTimeline['answered'] {
  const match = asked.find((probe) => probe.matched);
  const atMs = Math.min(match?.atMs ?? Infinity, viaServiceMs);
  if (!Number.isFinite(atMs) || asked.length === 0) return null;
  const isProxied = match !== undefined && viaOf(match) === 'api-proxy';
  const refusals = asked.filter(
    (probe) => !probe.matched && probe.atMs < atMs && !(isProxied && viaOf(probe) === 'pod-ip'),
  );
  const lastRefusal = refusals.at(-1);
  return {
    sinceStartMs: atMs - startMs,
    resolutionMs: lastRefusal === undefined ? null : atMs - lastRefusal.startedMs,
    delayMs:
      lastRefusal === undefined
        ? receiptDelayMs(stalls, atMs)
        : stalledWithinMs(stalls, lastRefusal.startedMs, atMs),
    via: match?.atMs === atMs ? viaOf(match) : null,
  };
}

function viaOf({ podVia = 'api-proxy' }: ProbeObservation): PodVia {
  return podVia;
}

function holds(facts: PodFacts, condition: string): boolean {
  return facts.conditions[condition]?.status === true;
}
