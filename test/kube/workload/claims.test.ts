import { describe, expect, it } from 'vitest';
import type { KubernetesObject, Scenario } from '../../../src/core/plan.ts';
import { templateClaims } from '../../../src/kube/workload/claims.ts';
import { renderIteration } from '../../../src/kube/workload/render.ts';

function set(more: object = {}): KubernetesObject {
  const template = {
    metadata: { labels: { app: 'db' } },
    spec: { containers: [{ name: 'c', image: 'c:1' }] },
  };
  const volumeClaimTemplates = [
    { metadata: { name: 'data', labels: { tier: 'x' } } },
    { metadata: { name: 'log' } },
  ];
  const spec = { selector: { matchLabels: { app: 'db' } }, template, volumeClaimTemplates, ...more };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec };
}

function rendered(object: KubernetesObject): KubernetesObject {
  const workload = { kind: 'manifest', manifests: [{ source: 'app.yml#1', object }] };
  const scenario = {
    experiment: 'pod-start',
    burst: 1,
    healing: null,
    scaling: null,
    workload,
    gracePeriodSeconds: 1,
  };
  const whole = { ...scenario, name: 'db', imagePullPolicy: null } as unknown as Scenario;
  const [only] = renderIteration(whole, 'ns', { runId: 'r1', iteration: '3' }, 'NodePort');
  if (only === undefined) throw new Error('nothing was rendered');
  return only;
}

function names(object: KubernetesObject, scaling: Scenario['scaling'] = null): string[] {
  return templateClaims([object], { scaling }).map(({ object: { metadata } }) => metadata.name);
}

describe('the claims of a StatefulSet', () => {
  it('carry the labels of the iteration, and keep those of the user', () => {
    const { volumeClaimTemplates } = rendered(set())['spec'] as {
      volumeClaimTemplates: { metadata: { labels: object } }[];
    };
    const own = { 'pod-start-slo/run-id': 'r1', 'pod-start-slo/iteration': '3' };
    expect(volumeClaimTemplates.map(({ metadata }) => metadata.labels)).toEqual([
      { ...own, tier: 'x', 'app.kubernetes.io/managed-by': 'pod-start-slo' },
      { ...own, 'app.kubernetes.io/managed-by': 'pod-start-slo' },
    ]);
  });

  it('are named after their template, the set and the pod', () => {
    expect(names(set())).toEqual(['data-db-0', 'log-db-0']);
    expect(names(set({ replicas: 2, ordinals: { start: 5 } }))).toEqual([
      'data-db-5',
      'data-db-6',
      'log-db-5',
      'log-db-6',
    ]);
  });

  it('are as many as it is scaled to', () => {
    expect(names(set(), { from: 1, to: 3, allowHpa: false })).toHaveLength(6);
  });

  it('are none without templates, and none of other kinds', () => {
    expect(names(set({ volumeClaimTemplates: undefined }))).toEqual([]);
    expect(names({ ...set(), kind: 'Deployment' })).toEqual([]);
  });
});
