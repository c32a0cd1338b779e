import type { V1Pod, V1PodSpec } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../src/core/plan.ts';
import { slowStart } from '../../test/cluster/support/manifests.ts';
import { simulated } from './simulated-nodes.ts';

/** For a simulated node. */
export function simulatedSpec(): V1PodSpec {
  return {
    containers: [slowStart()],
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 1,
    nodeSelector: { [simulated]: 'true' },
    tolerations: [{ key: simulated, operator: 'Exists' }],
  };
}

export function simulatedPod(
  name: string,
  labels: Readonly<Record<string, string>>,
  annotations: Readonly<Record<string, string>> = {},
): KubernetesObject {
  const metadata = { name, labels: { ...labels }, annotations: { ...annotations } };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: simulatedSpec() };
}

/** What a kubelet would write once all containers run. */
export function readyStatus(ip: string): Pick<V1Pod, 'status'> {
  const condition = (type: string) => ({ type, status: 'True', lastTransitionTime: new Date() });
  const running = { running: { startedAt: new Date() } };
  const app = {
    name: 'app',
    image: 'app',
    imageID: '',
    ready: true,
    started: true,
    restartCount: 0,
    state: running,
  };
  return {
    status: {
      phase: 'Running',
      podIP: ip,
      podIPs: [{ ip }],
      conditions: ['Initialized', 'ContainersReady', 'Ready'].map(condition),
      containerStatuses: [app],
    },
  };
}
