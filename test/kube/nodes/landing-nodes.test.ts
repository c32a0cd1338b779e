import type { V1Node, V1PodSpec } from '@kubernetes/client-node';
import { expect, it } from 'vitest';
import type { KubernetesObject } from '../../../src/core/plan.ts';
import { landingNodes } from '../../../src/kube/nodes/landing-nodes.ts';

function node(
  name: string,
  spec: V1Node['spec'] = {},
  labels: Record<string, string> = {},
  status = 'True',
): V1Node {
  return { metadata: { name, labels }, spec, status: { conditions: [{ type: 'Ready', status }] } };
}

const nodes = [
  node('plain'),
  node('fast', {}, { disk: 'ssd', cores: '16' }),
  node('control-plane', { taints: [{ key: 'control-plane', effect: 'NoSchedule' }] }),
  node('shy', { taints: [{ key: 'shy', effect: 'PreferNoSchedule' }] }),
  node('cordoned', { unschedulable: true }),
  node('away', {}, {}, 'Unknown'),
];

function pod(spec: Partial<V1PodSpec>): KubernetesObject {
  const containers = [{ name: 'app', image: 'app:1' }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' }, spec: { containers, ...spec } };
}

function affinity(...terms: readonly object[]): Partial<V1PodSpec> {
  const required = { nodeSelectorTerms: terms };
  return {
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } },
  } as Partial<V1PodSpec>;
}

const where = (key: string, operator: string, ...values: string[]): object => ({
  matchExpressions: [{ key, operator, values }],
});

it.each<[string, Partial<V1PodSpec>, string[]]>([
  ['anywhere but where it is kept out', {}, ['plain', 'fast', 'shy']],
  ['on the node that it names, past the scheduler', { nodeName: 'cordoned' }, ['cordoned']],
  ['nowhere where that one is away', { nodeName: 'away' }, []],
  ['on nodes with its labels', { nodeSelector: { disk: 'ssd' } }, ['fast']],
  [
    'where it tolerates the taint',
    { tolerations: [{ key: 'control-plane', operator: 'Exists' }] },
    ['plain', 'fast', 'control-plane', 'shy'],
  ],
  [
    'not where it tolerates another value or effect',
    {
      tolerations: [
        { key: 'control-plane', value: 'x' },
        { operator: 'Exists', effect: 'NoExecute' },
      ],
    },
    ['plain', 'fast', 'shy'],
  ],
  [
    'everywhere with every taint tolerated',
    { tolerations: [{ operator: 'Exists' }] },
    ['plain', 'fast', 'control-plane', 'shy', 'cordoned'],
  ],
  ['by affinity: In', affinity(where('disk', 'In', 'ssd', 'nvme')), ['fast']],
  ['by affinity: NotIn', affinity(where('disk', 'NotIn', 'ssd')), ['plain', 'shy']],
  ['by affinity: Exists', affinity(where('disk', 'Exists')), ['fast']],
  ['by affinity: DoesNotExist', affinity(where('disk', 'DoesNotExist')), ['plain', 'shy']],
  ['by affinity: Gt', affinity(where('cores', 'Gt', '8')), ['fast']],
  ['by affinity: Lt', affinity(where('cores', 'Lt', '8')), []],
  [
    'by affinity: any of the terms',
    affinity(where('disk', 'Exists'), {
      matchFields: [{ key: 'metadata.name', operator: 'In', values: ['shy'] }],
    }),
    ['fast', 'shy'],
  ],
  ['by affinity: an empty term matches nothing', affinity({}), []],
])('a pod may land %s', (_, spec, expected) => {
  expect(landingNodes(nodes, [pod(spec)])).toEqual(expected);
});

it('a pod of a controller lands by its template, one of a DaemonSet on cordoned nodes too', () => {
  const template = { spec: pod({})['spec'] as V1PodSpec };
  const daemonSet = { ...pod({}), apiVersion: 'apps/v1', kind: 'DaemonSet', spec: { template } };
  expect(landingNodes(nodes, [daemonSet])).toEqual(['plain', 'fast', 'shy', 'cordoned']);
});

it('of several objects each pod counts, and what makes none does not', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'app' } };
  const objects = [pod({ nodeSelector: { disk: 'ssd' } }), pod({ nodeName: 'shy' }), service];
  expect(landingNodes(nodes, objects)).toEqual(['fast', 'shy']);
  expect(landingNodes(nodes, [service])).toEqual([]);
});
