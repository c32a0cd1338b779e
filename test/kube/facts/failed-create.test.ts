import { expect, it } from 'vitest';
import type { EventFacts } from '../../../src/core/observation.ts';
import { failedCreate } from '../../../src/kube/facts/failed-create.ts';

const event = (message: string): EventFacts => ({ reason: 'FailedCreate', message }) as EventFacts;

it('a controller that may make no pod has a reason of its own', () => {
  const message = 'Error creating: pods "web-1" is forbidden: exceeded quota: pods';
  expect(failedCreate(event(message), 5)).toEqual({
    ...{ kind: 'condition', atMs: 5, reason: 'FailedCreate', message },
  });
});

it('a namespace that is being deleted is nothing that the workload has done', () => {
  const message =
    'Error creating: pods "web-1" is forbidden: unable to create new content in namespace x because it is being terminated';
  expect(failedCreate(event(message), 5)).toEqual({
    ...{ kind: 'disturbed', atMs: 5, reason: 'NamespaceTerminating', message },
  });
});
