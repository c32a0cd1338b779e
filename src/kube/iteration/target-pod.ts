import type { V1Pod } from '@kubernetes/client-node';
import type { PodFacts, TargetPod } from '../../core/observation.ts';
import type { HealingPlan } from '../../core/plan.ts';

/** A pod that may be killed. */
export interface Candidate {
  facts: PodFacts;
  pod: V1Pod;
}

/** The pods that may be killed: of the workload, Ready, and with the labels asked for. */
export function candidatesOf(
  pods: readonly Candidate[],
  { selector }: Pick<HealingPlan, 'selector'>,
): Candidate[] {
  return pods.filter(({ facts, pod }) => {
    const labels = pod.metadata?.labels ?? {};
    return !facts.deleting && Object.entries(selector).every(([key, value]) => labels[key] === value);
  });
}

/** Which of them it is. Ordered by name first, so that the same seed picks the same one of the same pods. */
export function chooseTargetPod(
  candidates: readonly Candidate[],
  { pick }: Pick<HealingPlan, 'pick'>,
  random: () => number,
): Candidate | null {
  const ordered = candidates.toSorted((a, b) => (a.facts.name < b.facts.name ? -1 : 1));
  if (pick === 'random') return ordered[Math.floor(random() * ordered.length)] ?? null;
  return ordered.toSorted((a, b) => createdMs(a) - createdMs(b))[0] ?? null;
}

/** @param nowUnixMs by the API server's clock, which stamped the creation */
export function victimOf({ facts, pod }: Candidate, container: string | null, nowUnixMs: number): TargetPod {
  const { uid, name, nodeName, containers } = facts;
  const found = containers.find((each) => each.name === container);
  const ageMs = nowUnixMs - createdMs({ facts, pod });
  return {
    uid,
    pod: name,
    container: found === undefined ? null : { name: found.name, restartCount: found.restartCount },
    nodeName,
    ageMs: Number.isFinite(ageMs) ? Math.max(0, Math.round(ageMs)) : null,
  };
}

/** Infinity where it is not known: never the oldest. The objects here are plain JSON, so times are strings. */
function createdMs({ pod }: Candidate): number {
  const created: unknown = pod.metadata?.creationTimestamp;
  const ms = typeof created === 'string' ? Date.parse(created) : NaN;
  return Number.isNaN(ms) ? Infinity : ms;
}
