import { describe, expect, it } from 'vitest';
import {
  controllerPath,
  desiredPodsOf,
  isPodOf,
  selectorText,
  type ControllerObject,
} from '../../../src/kube/workload/controller.ts';

const web = { kind: 'Deployment', name: 'web' } as const;

function owned(kind: string, name: string, labels: Record<string, string> = {}) {
  return {
    metadata: {
      labels,
      ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: 'u', controller: true }],
    },
  };
}

describe('a pod', () => {
  it('is of a Deployment by the ReplicaSet that has its name and the pod’s hash', () => {
    const labels = { 'pod-template-hash': '5d4f' };
    expect(isPodOf(web, owned('ReplicaSet', 'web-5d4f', labels))).toBe(true);
    expect(isPodOf(web, owned('ReplicaSet', 'web-admin-5d4f', labels))).toBe(false);
    expect(isPodOf(web, owned('ReplicaSet', 'web-5d4f'))).toBe(false);
    expect(isPodOf(web, { metadata: { labels } })).toBe(false);
  });

  it('is of a StatefulSet or DaemonSet that owns it', () => {
    expect(isPodOf({ kind: 'StatefulSet', name: 'web' }, owned('StatefulSet', 'web'))).toBe(true);
    expect(isPodOf({ kind: 'DaemonSet', name: 'web' }, owned('StatefulSet', 'web'))).toBe(false);
    expect(isPodOf({ kind: 'DaemonSet', name: 'web' }, owned('DaemonSet', 'other'))).toBe(false);
  });
});

describe('the size of the full set', () => {
  const object = (spec: object, rest: object = {}): ControllerObject =>
    ({ metadata: { name: 'web', uid: 'u', generation: 2 }, spec, ...rest }) as ControllerObject;

  it('is what replicas says, 1 where it says nothing', () => {
    expect(desiredPodsOf(web, object({ replicas: 3 }))).toBe(3);
    expect(desiredPodsOf(web, object({}))).toBe(1);
  });

  it('of a DaemonSet is not known before its controller has counted the nodes', () => {
    const set = { kind: 'DaemonSet', name: 'web' } as const;
    const counted = (observedGeneration: number) => ({
      status: { observedGeneration, desiredNumberScheduled: 4 },
    });
    expect(desiredPodsOf(set, object({}, counted(1)))).toBeNull();
    expect(desiredPodsOf(set, object({}, counted(2)))).toBe(4);
  });
});

it('a controller is found under its kind', () => {
  expect(controllerPath('shop', { kind: 'StatefulSet', name: 'db' })).toBe(
    '/apis/apps/v1/namespaces/shop/statefulsets/db',
  );
});

it('a selector is written as the API reads it', () => {
  const matchExpressions = [
    { key: 'tier', operator: 'In', values: ['a', 'b'] },
    { key: 'old', operator: 'DoesNotExist' },
    { key: 'env', operator: 'NotIn', values: ['dev'] },
    { key: 'ok', operator: 'Exists' },
  ];
  expect(selectorText({ matchLabels: { app: 'web' }, matchExpressions })).toBe(
    'app=web,tier in (a,b),!old,env notin (dev),ok',
  );
});
