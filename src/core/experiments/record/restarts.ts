import type { ContainerFacts, Observation, PodFacts, TargetPod } from '../../observation.ts';
import type { IterationResult, Restart } from '../../result.ts';
import { containerKey } from '../fold/container-starts.ts';
import { receiptDelayMs, stallsOf, tolerableMs, type Stall } from './stalls.ts';

/** What is known of one container of one pod. */
interface Seen {
  pod: string;
  container: string;
  /** Its restarts until the request that is timed from, and until now. */
  before: number;
  restarts: number;
  /** How each of its runs ended, by its number. */
  exits: Map<number, { exitCode: number; reason: string | null }>;
  isRunning: boolean;
  /** Receipt of its first start and of its last. */
  firstStartMs: number | null;
  lastStartMs: number | null;
}

/** Of all its containers; init containers that are tried again belong to their own phase. */
export function restartsIn({ containers }: PodFacts): number {
  return containers.reduce((sum, { init, restartCount }) => sum + (init ? 0 : restartCount), 0);
}

/** What the record of an iteration says of restarts; nothing where there were none. */
export function restartsPart(
  observations: readonly Observation[],
  startMs: number,
  victim: TargetPod | null = null,
): Pick<IterationResult, 'restarts'> {
  const restarts = restartsOf(observations, startMs, victim);
  return restarts.length === 0 ? {} : { restarts };
}

/**
 * The containers that ended and were started again since the request that is timed from, and what that cost: from the
 * first start of each to the one that lasted, as the kubelet's events were received; null where one of the two was not
 * seen, or late. That a container which is killed on purpose restarts once is no trouble.
 */
export function restartsOf(
  observations: readonly Observation[],
  startMs: number,
  victim: TargetPod | null = null,
): Restart[] {
  const stalls = stallsOf(observations);
  const containers = new Map<string, Seen>();
  for (const seen of observations) {
    if (seen.kind === 'pod')
      for (const each of seen.pod.containers) onContainer(containers, seen.pod, each, seen.atMs < startMs);
    else if (seen.kind === 'event' && seen.atMs >= startMs) onEvent(containers, seen, stalls);
  }
  const killed = victim?.container == null ? null : containerKey(victim.uid, victim.container.name);
  return [...containers].flatMap(([key, each]) => {
    const count = each.restarts - each.before - (key === killed ? 1 : 0);
    return count > 0 ? [restartOf(each, count)] : [];
  });
}

function onContainer(
  containers: Map<string, Seen>,
  pod: PodFacts,
  facts: ContainerFacts,
  isBefore: boolean,
): void {
  const key = containerKey(pod.uid, facts.name);
  const known = containers.get(key) ?? unseen(pod.name, facts.name);
  containers.set(key, known);
  const { restartCount: run, exitCode, lastExit, reason, state } = facts;
  known.restarts = Math.max(known.restarts, run);
  if (isBefore) known.before = known.restarts;
  known.isRunning = state === 'running';
  if (state === 'terminated' && exitCode !== null) known.exits.set(run, { exitCode, reason });
  // While it waits for its next start, the run that ended is still the current one.
  if (lastExit !== null) known.exits.set(state === 'waiting' ? run : run - 1, lastExit);
}

function unseen(pod: string, container: string): Seen {
  const none = { firstStartMs: null, lastStartMs: null, isRunning: false };
  return { pod, container, before: 0, restarts: 0, exits: new Map(), ...none };
}

type EventSeen = Extract<Observation, { kind: 'event' }>;

function onEvent(
  containers: Map<string, Seen>,
  { event, atMs, seen }: EventSeen,
  stalls: readonly Stall[],
): void {
  if (event.reason !== 'Started' || event.reporter !== 'kubelet' || event.container === null) return;
  const known = containers.get(containerKey(event.aboutUid, event.container));
  if (known === undefined) return;
  const isSharp = seen.by === 'watch' && receiptDelayMs(stalls, atMs) < tolerableMs;
  const startedMs = isSharp ? atMs : NaN;
  known.firstStartMs ??= startedMs;
  known.lastStartMs = startedMs;
  // Where the status of the pod has not come by the end, the event alone tells.
  known.restarts = Math.max(known.restarts, event.count - 1);
}

function restartOf({ pod, container, ...known }: Seen, count: number): Restart {
  const runs = Array.from({ length: count }, (_, index) => known.exits.get(known.restarts - count + index));
  return {
    pod,
    container,
    count,
    exitCodes: runs.map((exit) => exit?.exitCode ?? null),
    reason: runs.findLast((exit) => exit !== undefined)?.reason ?? null,
    costMs: costOf(known),
  };
}

/** What has not come up in the end has cost the whole start. */
function costOf({ firstStartMs, lastStartMs, isRunning }: Omit<Seen, 'pod' | 'container'>): number | null {
  if (!isRunning || firstStartMs === null || lastStartMs === null) return null;
  const ms = lastStartMs - firstStartMs;
  return ms > 0 ? ms : null;
}
