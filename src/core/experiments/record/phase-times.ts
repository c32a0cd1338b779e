import type { EventFacts } from '../../observation.ts';
import type { Phases } from '../../phases.ts';
import type { ImagePull } from '../../result.ts';
import { parsePulled } from './image-pulls.ts';
import type { ContainerTimeline, ImageTimeline, PodTimeline, Stamp } from './timeline.ts';

export interface PhaseTimes {
  phases: Phases;
  applicationAtMostMs: number | null;
  imagePulls: ImagePull[];
}

/** Whether an image was on a node before the iteration; null where nobody knows. */
export type WasCached = (nodeName: string | null, image: string) => boolean | null;

/** A difference this far below zero is two stamps of one moment; anything beyond is a contradiction, hence unknown. */
export const jitterMs = 25;
/** A stamp that may lie this long after the truth is no end of a phase. */
const sharpMs = 100;

/**
 * Where a pod's time went. Each phase is the difference of two stamps of one clock: the kubelet's for what happens
 * inside the node, the runner's (receipt) for the rest. Null where a stamp is missing or was blurred by a watch gap or
 * a stall of this process.
 *
 * @param answeredMs the service's first answer, milliseconds since the first create request
 * @param throughService whether the probed path goes through the Service's endpoints at all
 */
export function phaseTimes(
  pod: PodTimeline,
  answeredMs: number | null,
  wasCached: WasCached,
  throughService: boolean,
): PhaseTimes {
  const containers = [...pod.containers.values()];
  const volumes = [...pod.imageVolumes.values()];
  const started = latest(containers.filter((c) => !c.init).map((c) => c.events.Started?.seen ?? null));
  const pulls = pullsOf(pod, wasCached);
  const answer = pod.answered;
  const upToAnswer =
    answer === null ? null : between(started, { sinceStartMs: answer.sinceStartMs, resolutionMs: 0 });
  const exact = answer !== null && answer.resolutionMs !== null && answer.delayMs < sharpMs;
  // A crash and a second start are no time that the application takes.
  const once = !pod.hasRestarted;
  return {
    phases: {
      schedulingMs: between({ sinceStartMs: 0, resolutionMs: 0 }, pod.scheduled),
      sandboxMs: between(pod.scheduled, firstImageEvent([...volumes, ...containers])),
      imagePullMs: sum(pulls.map((pull) => pull?.ms ?? null)),
      initContainersMs: initTime(containers),
      containerStartMs: sum(
        containers.map((c) => kubeletMs(c.events.Pulled?.event, c.events.Started?.event)),
      ),
      applicationMs: exact && once ? upToAnswer : null,
      readinessMs: once ? between(started, pod.ready) : null,
      routingMs: throughService ? routingTime(pod, answeredMs) : null,
    },
    applicationAtMostMs: exact || !once ? null : upToAnswer,
    imagePulls: pulls.filter((pull) => pull !== null),
  };
}

/** From the moment both the endpoint was published and the pod answered by itself, to the service's answer. */
function routingTime(pod: PodTimeline, answeredMs: number | null): number | null {
  if (answeredMs === null || pod.answered === null || !isSharp(pod.endpointReady)) return null;
  if (pod.answered.delayMs >= sharpMs) return null;
  const since = Math.max(pod.endpointReady.sinceStartMs, Math.min(pod.answered.sinceStartMs, answeredMs));
  return difference(since, answeredMs);
}

function firstImageEvent(images: readonly ImageTimeline[]): Stamp | null {
  const first = images[0]?.events;
  return first?.Pulling?.seen ?? first?.Pulled?.seen ?? null;
}

/** From each init container's start to the kubelet's next step, the following container's image. */
function initTime(containers: readonly ContainerTimeline[]): number | null {
  const steps = containers.map((container, index) => {
    if (!container.init) return 0;
    const next = containers[index + 1]?.events;
    return kubeletMs(container.events.Started?.event, (next?.Pulling ?? next?.Pulled)?.event);
  });
  return sum(steps);
}

/** The pull of each image of a pod, those of volumes first; null for one that is not known to be over. */
export function pullsOf(
  { nodeName, containers, imageVolumes }: PodTimeline,
  wasCached: WasCached,
): (ImagePull | null)[] {
  const volumes = [...imageVolumes.values()].map((image) => pullOf(image, nodeName, wasCached));
  return [
    ...volumes.map((pull) => (pull === null ? null : { ...pull, isVolume: true })),
    ...[...containers.values()].map((image) => pullOf(image, nodeName, wasCached)),
  ];
}

/** Null while it is not known that the image is there. */
function pullOf(of: ImageTimeline, nodeName: string | null, wasCached: WasCached): ImagePull | null {
  const { Pulling, Pulled } = of.events;
  if (Pulled === undefined) return null;
  const facts = parsePulled(Pulled.event);
  const pulled = { container: of.name, image: facts?.image ?? of.image, bytes: facts?.bytes ?? null };
  if (facts?.present === true) return { ...pulled, kind: 'present', ms: 0, waitingMs: 0 };
  const cached = wasCached(nodeName, of.image);
  const kind = cached === null ? null : cached ? 're-resolved' : 'pulled';
  const ms = facts?.totalMs ?? kubeletMs(Pulling?.event, Pulled.event);
  return { ...pulled, kind, ms, waitingMs: facts?.waitingMs ?? null };
}

/** Milliseconds between two events by the kubelet's own stamps. */
function kubeletMs(from: EventFacts | undefined, to: EventFacts | undefined): number | null {
  if (from?.unixMs == null || to?.unixMs == null) return null;
  // Whole seconds would be noise, not a measurement.
  if (from.resolutionMs >= 1000 || to.resolutionMs >= 1000) return null;
  return difference(from.unixMs, to.unixMs);
}

function between(from: Stamp | null, to: Stamp | null): number | null {
  return isSharp(from) && isSharp(to) ? difference(from.sinceStartMs, to.sinceStartMs) : null;
}

function difference(fromMs: number, toMs: number): number | null {
  return toMs - fromMs < -jitterMs ? null : Math.max(0, toMs - fromMs);
}

/** A stamp taken from a list after a watch gap, or after a stall, says only that it happened some time in it. */
export function isSharp(stamp: Stamp | null): stamp is Stamp {
  return stamp !== null && stamp.resolutionMs < sharpMs;
}

function latest(stamps: readonly (Stamp | null)[]): Stamp | null {
  return stamps.reduce(
    (a, b) => (a === null || b === null ? null : a.sinceStartMs >= b.sinceStartMs ? a : b),
    stamps[0] ?? null,
  );
}

function sum(parts: readonly (number | null)[]): number | null {
  return parts.reduce<number | null>(
    (total, part) => (total === null || part === null ? null : total + part),
    0,
  );
}
