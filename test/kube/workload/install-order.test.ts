import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { KubernetesObject } from '../../../src/core/plan.ts';
import { inInstallOrder } from '../../../src/kube/workload/install-order.ts';

function object(text: string): KubernetesObject {
  const [apiVersion = '', kind = '', name = kind] = text.split(' ');
  return { apiVersion, kind, metadata: { name } };
}

function ordered(...texts: string[]): string[] {
  return inInstallOrder(texts, object);
}

it('creates what pods need before them, and what is about them after them', () => {
  const wanted = [
    'v1 Namespace',
    'v1 ServiceAccount',
    'v1 Secret',
    'v1 ConfigMap',
    'storage.k8s.io/v1 StorageClass',
    'v1 PersistentVolume',
    'v1 PersistentVolumeClaim',
    'apiextensions.k8s.io/v1 CustomResourceDefinition',
    'rbac.authorization.k8s.io/v1 Role',
    'rbac.authorization.k8s.io/v1 RoleBinding',
    'example.com/v1 Widget',
    'v1 Service',
    'apps/v1 Deployment',
    'autoscaling/v2 HorizontalPodAutoscaler',
    'networking.k8s.io/v1 Ingress',
    'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration',
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(wanted, { minLength: wanted.length }), (shuffled) => {
      expect(ordered(...shuffled)).toEqual(wanted);
    }),
  );
});

it('leaves the workloads among each other, and the objects of one kind, as the manifest has them', () => {
  const file = ['apps/v1 StatefulSet db', 'v1 Pod web', 'apps/v1 Deployment api', 'v1 Pod cache'];
  expect(ordered(...file)).toEqual(file);
  expect(ordered('v1 Service b', 'v1 Secret z', 'v1 Service a', 'v1 Secret y')).toEqual([
    'v1 Secret z',
    'v1 Secret y',
    'v1 Service b',
    'v1 Service a',
  ]);
});

it('takes no custom resource for a kind of Kubernetes that is called alike', () => {
  expect(ordered('apps/v1 Deployment', 'networking.example.com/v1 Ingress')).toEqual([
    'networking.example.com/v1 Ingress',
    'apps/v1 Deployment',
  ]);
});
