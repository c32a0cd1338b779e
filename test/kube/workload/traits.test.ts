import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../src/core/plan.ts';
import { podTemplateOf } from '../../../src/kube/workload/pod-template.ts';
import { traitsOf } from '../../../src/kube/workload/traits.ts';

function deployment(): KubernetesObject {
  const initContainers = [{ name: 'init', image: 'init:1' }];
  const containers = [{ name: 'web', image: 'web:1' }];
  const template = { metadata: { labels: { app: 'web' } }, spec: { initContainers, containers } };
  const spec = { selector: { matchLabels: { app: 'web' } }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec };
}

const service: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { ports: [{ port: 80 }] },
};

describe('what is known to cost time', () => {
  it('is read from the specification', () => {
    const object = deployment();
    const spec = podTemplateOf(object)?.spec;
    Object.assign(spec ?? {}, { automountServiceAccountToken: false });
    Object.assign(spec?.containers[0] ?? {}, {
      readinessProbe: { periodSeconds: 5, initialDelaySeconds: 2 },
      resources: { limits: { cpu: 0.25 } },
    });
    expect(traitsOf([object, service])).toEqual({
      mountsToken: false,
      readinessPeriodSeconds: 5,
      readinessDelaySeconds: 2,
      cpuLimitMillicores: 250,
      hasInitContainers: true,
      createsService: true,
    });
  });

  it.each([
    ['500m', 500],
    ['2', 2000],
    ['lots', null],
  ])('reads a CPU limit of %s', (cpu, millicores) => {
    const object = deployment();
    Object.assign(podTemplateOf(object)?.spec.containers[0] ?? {}, { resources: { limits: { cpu } } });
    expect(traitsOf([object]).cpuLimitMillicores).toBe(millicores);
  });

  it.each([
    ['1', '300m', { cpuLimitMillicores: 300, isPodLimited: true }],
    ['200m', '300m', { cpuLimitMillicores: 200 }],
    ['200m', '200m', { cpuLimitMillicores: 200 }],
  ])(
    'reads the smaller of the CPU limits %s of a container and %s of its pod',
    (ofContainer, ofPod, traits) => {
      const object = deployment();
      const spec = podTemplateOf(object)?.spec;
      Object.assign(spec ?? {}, { resources: { limits: { cpu: ofPod } } });
      Object.assign(spec?.containers[0] ?? {}, { resources: { limits: { cpu: ofContainer } } });
      const { cpuLimitMillicores, isPodLimited } = traitsOf([object]);
      expect({ cpuLimitMillicores, isPodLimited }).toEqual({ isPodLimited: undefined, ...traits });
    },
  );
});
