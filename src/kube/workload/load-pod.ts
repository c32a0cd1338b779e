import { loadThreads, threadsVariable } from '../../core/load.ts';
import type { KubernetesObject, Load } from '../../core/plan.ts';
import { podOnNode, type PlaceOnNode } from './on-node.ts';

export interface LoadPlace extends PlaceOnNode {
  millicores: number;
}

/**
 * A pod that keeps a node busy. Its limit bounds what it takes; it asks for next to nothing, so that it takes no room
 * from the pod that is measured. It satisfies the Pod Security Standard `restricted`.
 */
export function loadPod({ image, command }: Load, place: LoadPlace): KubernetesObject {
  const { millicores } = place;
  const threads = String(loadThreads(millicores));
  return podOnNode(loadPodName(place.runId, place.index), place, {
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65534,
      runAsGroup: 65534,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'load',
        image,
        command: [...command],
        env: [{ name: threadsVariable, value: threads }],
        resources: {
          requests: { cpu: '10m', memory: '16Mi' },
          limits: { cpu: `${millicores}m`, memory: '128Mi' },
        },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  });
}

export function loadPodName(runId: string, index: number): string {
  return `pod-start-slo-load-${runId}-${index}`;
}
