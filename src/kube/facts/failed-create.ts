import type { EventFacts, Observation } from '../../core/observation.ts';

/** How the API server refuses what is to be made in a namespace that is being deleted; an event has no cause beside it. */
const terminating = /because it is being terminated/;

/** What it means that a controller could not make a pod. That its namespace is being deleted says nothing about the workload. */
export function failedCreate({ reason, message }: EventFacts, atMs: number): Observation {
  return terminating.test(message)
    ? { kind: 'disturbed', atMs, reason: 'NamespaceTerminating', message }
    : { kind: 'condition', atMs, reason, message };
}
