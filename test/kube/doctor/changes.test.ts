import type { V1Container } from '@kubernetes/client-node';
import { expect, it } from 'vitest';
import type { KubernetesObject } from '../../../src/core/plan.ts';
import { changesOf } from '../../../src/kube/doctor/changes.ts';

const container = (more: Partial<V1Container> = {}): V1Container => ({
  name: 'app',
  image: 'app:1',
  ...more,
});
const app = container();
const pod = (containers: V1Container[], initContainers: V1Container[] = []): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers, initContainers },
});

it.each<[string, KubernetesObject, KubernetesObject, string[]]>([
  [
    'the API server’s own defaults',
    pod([app]),
    pod([container({ imagePullPolicy: 'Always', resources: {} })]),
    [],
  ],
  ['a sidecar', pod([app]), pod([app, { name: 'proxy', image: 'p:2' }]), ['adds container proxy (p:2)']],
  [
    'an init container',
    pod([app]),
    pod([app], [{ name: 'init', image: 'i:3' }]),
    ['adds init container init (i:3)'],
  ],
  [
    'amounts of a LimitRange',
    pod([app]),
    pod([container({ resources: { limits: { cpu: '1' }, requests: { memory: '1Gi' } } })]),
    ['sets limit cpu=1 for container app', 'sets request memory=1Gi for container app'],
  ],
  [
    'requests that follow from limits',
    pod([container({ resources: { limits: { cpu: '1' } } })]),
    pod([container({ resources: { limits: { cpu: '1' }, requests: { cpu: '1' } } })]),
    [],
  ],
  [
    'another registry and policy',
    pod([container({ imagePullPolicy: 'Never' })]),
    pod([container({ image: 'mirror/app:1', imagePullPolicy: 'Always' })]),
    [
      'replaces image app:1 by mirror/app:1 for container app',
      'sets imagePullPolicy Always for container app',
    ],
  ],
])('%s', (_, sent, stored, expected) => {
  expect(changesOf(sent, stored)).toEqual(expected);
});
