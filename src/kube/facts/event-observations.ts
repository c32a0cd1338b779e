import type { EventFacts, Observation, Seen } from '../../core/observation.ts';

/** How the API server refuses what is to be made in a namespace that is being deleted; an event has no cause beside it. */
const terminating = /because it is being terminated/;

/**
 * What an event tells an iteration.
 * @param nodeName of the pod it is about; null where it is about none that is known, or that has a node
 */
export function eventObservations(
  event: EventFacts,
  { atMs, seen }: { atMs: number; seen: Seen },
  nodeName: string | null,
): Observation[] {
  if (event.aboutKind !== 'Pod') return event.reason === 'FailedCreate' ? [failedCreate(event, atMs)] : [];
  const told: Observation[] = [{ kind: 'event', atMs, event, seen }];
  // The node controller says so of each pod on the node, at once; the node itself may be well again when time is up.
  if (event.reason === 'NodeNotReady' && nodeName !== null)
    told.push({ kind: 'node-not-ready', atMs, node: nodeName });
  return told;
}

/** That a controller cannot make pods since their namespace is being deleted says nothing about the workload. */
function failedCreate({ reason, message }: EventFacts, atMs: number): Observation {
  return terminating.test(message)
    ? { kind: 'disturbed', atMs, reason: 'NamespaceTerminating', message }
    : { kind: 'condition', atMs, reason, message };
}
