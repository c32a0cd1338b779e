import { expect, it } from 'vitest';
import type { EventFacts } from '../../../src/core/observation.ts';
import { eventObservations } from '../../../src/kube/facts/event-observations.ts';

const at = { atMs: 5, seen: { by: 'watch' } } as const;
const event = (facts: Partial<EventFacts>): EventFacts => facts as EventFacts;

it('a controller that may make no pod has a reason of its own', () => {
  const message = 'Error creating: pods "web-1" is forbidden: exceeded quota: pods';
  const failed = event({ aboutKind: 'ReplicaSet', reason: 'FailedCreate', message });
  expect(eventObservations(failed, at, null)).toEqual([
    { kind: 'condition', atMs: 5, reason: 'FailedCreate', message },
  ]);
});

it('a namespace that is being deleted is nothing that the workload has done', () => {
  const message =
    'Error creating: pods "web-1" is forbidden: unable to create new content in namespace x because it is being terminated';
  const failed = event({ aboutKind: 'ReplicaSet', reason: 'FailedCreate', message });
  expect(eventObservations(failed, at, null)).toEqual([
    { kind: 'disturbed', atMs: 5, reason: 'NamespaceTerminating', message },
  ]);
});

it('a node that is not ready is told of each of its pods', () => {
  const lost = event({ aboutKind: 'Pod', reason: 'NodeNotReady', message: 'Node is not ready' });
  expect(eventObservations(lost, at, 'node-1')).toEqual([
    { kind: 'event', event: lost, ...at },
    { kind: 'node-not-ready', atMs: 5, node: 'node-1' },
  ]);
  expect(eventObservations(lost, at, null)).toHaveLength(1);
});

it('what is said of a pod is passed on, and what is said of other things is not', () => {
  const pulled = event({ aboutKind: 'Pod', reason: 'Pulled' });
  expect(eventObservations(pulled, at, 'node-1')).toEqual([{ kind: 'event', event: pulled, ...at }]);
  expect(eventObservations(event({ aboutKind: 'ReplicaSet', reason: 'Scaled' }), at, null)).toEqual([]);
});
