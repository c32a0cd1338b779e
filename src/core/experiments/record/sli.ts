import type { IterationResult } from '../../result.ts';
import { isSharp, jitterMs, pullsOf } from './phase-times.ts';
import type { ContainerTimeline, PodTimeline } from './timeline.ts';

type Sli = Pick<IterationResult, 'sliMs' | 'sliAtMostMs'>;

export const unknownSli: Sli = { sliMs: null, sliAtMostMs: null };

/**
 * Pod start-up latency as SIG Scalability defines it: from the creation of a pod until the watch shows all its
 * containers running, without pulling images and running init containers
 * (https://github.com/kubernetes/community/blob/master/sig-scalability/slos/pod_startup_latency.md).
 *
 * Both ends are receipts on the runner's clock. The kubelet's clock contributes durations only. Where one of these, or
 * an end, is not known exactly, the result is an upper bound. Of several pods it is that of the slowest.
 *
 * @param wanted pods that have to start; while fewer were seen, nothing is known
 */
export function slowestSli(pods: readonly PodTimeline[], wanted: number): Sli {
  const lasting = pods.filter(({ hasEnded }) => !hasEnded);
  if (lasting.length === 0 || lasting.length < wanted) return unknownSli;
  const each = lasting.map(sliOf);
  const bounds = each.flatMap(({ sliMs, sliAtMostMs }) => sliMs ?? sliAtMostMs ?? []);
  if (bounds.length < each.length) return unknownSli;
  const atMostMs = Math.max(...bounds);
  return each.some(({ sliMs }) => sliMs === atMostMs)
    ? { sliMs: atMostMs, sliAtMostMs: null }
    : { sliMs: null, sliAtMostMs: atMostMs };
}

function sliOf(pod: PodTimeline): Sli {
  if (pod.running === null) return unknownSli;
  const addedMs = isSharp(pod.added) ? pod.added.sinceStartMs : 0;
  const pulls = pullsOf(pod, () => null);
  const ended = [...pod.containers.values()].filter(({ initExit }) => initExit !== null);
  const excludedMs =
    pulls.reduce((sum, pull) => sum + (pull?.ms ?? 0), 0) +
    ended.reduce((sum, container) => sum + ranAtLeastMs(container), 0);
  const differenceMs = pod.running.sinceStartMs - addedMs - excludedMs;
  if (differenceMs < -jitterMs) return unknownSli;
  const ms = Math.max(0, differenceMs);
  const isExact =
    isSharp(pod.added) &&
    isSharp(pod.running) &&
    !pod.hasRetriedPull &&
    pulls.every((pull) => pull !== null && pull.ms !== null) &&
    ended.length === 0;
  return isExact ? { sliMs: ms, sliAtMostMs: null } : { sliMs: null, sliAtMostMs: ms };
}

/**
 * The kubelet stamps the start of an init container to the microsecond, and its end in whole seconds, rounded down. Of
 * one that was restarted it is not known how long it ran.
 */
function ranAtLeastMs({ initExit, events }: ContainerTimeline): number {
  const started = events.Started?.event;
  if (initExit?.unixMs == null || started?.unixMs == null || started.resolutionMs >= 1000) return 0;
  return Math.max(0, initExit.unixMs - started.unixMs);
}
