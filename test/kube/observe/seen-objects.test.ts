import type { V1EndpointSlice } from '@kubernetes/client-node';
import { expect, it } from 'vitest';
import { SeenObjects } from '../../../src/kube/observe/seen-objects.ts';

/** A slice of a Service with one endpoint. */
function slice(service: string, conditions: object, uid = `${service}-slice`): V1EndpointSlice {
  return {
    addressType: 'IPv4',
    metadata: { uid, labels: { 'kubernetes.io/service-name': service } },
    endpoints: [
      { addresses: ['10.0.0.1'], targetRef: { kind: 'Pod', name: 'web', uid: 'pod-1' }, conditions },
    ],
  };
}

it('a Service is routable since an endpoint was first seen ready, and no longer when there is none', () => {
  const seen = new SeenObjects();
  seen.takeSlice('ADDED', slice('web', { ready: false }), 100);
  expect(seen.routableSinceMs('web')).toBeNull();
  seen.takeSlice('MODIFIED', slice('web', { ready: true }), 200);
  seen.takeSlice('ADDED', slice('web', { ready: true }, 'another'), 300);
  expect(seen.routableSinceMs('web')).toBe(200);
  expect([...seen.routablePods('web')]).toEqual(['pod-1']);
  seen.takeSlice('DELETED', slice('web', {}, 'another'), 400);
  seen.takeSlice('MODIFIED', slice('web', { ready: false }), 500);
  expect(seen.routableSinceMs('web')).toBeNull();
  expect([...seen.routablePods('web')]).toEqual([]);
});

it('an endpoint that still serves while it terminates is routed to where none is ready', () => {
  const seen = new SeenObjects();
  const leaving = { ready: false, serving: true, terminating: true };
  seen.takeSlice('ADDED', slice('web', leaving), 100);
  expect(seen.routableSinceMs('web')).toBe(100);
  seen.takeSlice('MODIFIED', slice('web', { ...leaving, serving: false }), 200);
  expect(seen.routableSinceMs('web')).toBeNull();
});

it('the endpoints of a headless Service that publishes pods that are not ready are not those of the one that is probed', () => {
  const seen = new SeenObjects();
  seen.takeSlice('ADDED', slice('web-headless', { ready: true }), 100);
  seen.takeSlice('ADDED', slice('web', { ready: false }), 110);
  expect(seen.routableSinceMs('web')).toBeNull();
  expect(seen.endpointsOf('web')).toHaveLength(1);
  expect(seen.foreignEndpoints('web')).toEqual([]);
});
