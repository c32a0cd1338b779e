import { loadThreads, threadsVariable } from '../../core/load.ts';
import type { KubernetesObject, Load } from '../../core/plan.ts';
import { onNode } from './on-node.ts';
import { own } from './render.ts';

export interface LoadPlace {
  namespace: string;
  runId: string;
  nodeName: string;
  /** Place of the node among those under load: names of nodes may be too long for names of pods. */
  index: number;
  millicores: number;
  /** Ends the pod even where this process is killed and nobody sweeps. */
  deadlineSeconds: number;
}

/**
 * A pod that keeps a node busy. Its limit bounds what it takes; it asks for next to nothing, so that it takes no room
 * from the pod that is measured. It belongs to the run and to no iteration, so no watch and no Service counts it, and
 * satisfies the Pod Security Standard `restricted`.
 */
export function loadPod({ image, command }: Load, place: LoadPlace): KubernetesObject {
  const { namespace, runId, nodeName, index, millicores, deadlineSeconds } = place;
  const threads = String(loadThreads(millicores));
  const pod: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: loadPodName(runId, index) },
    spec: {
      restartPolicy: 'Never',
      activeDeadlineSeconds: deadlineSeconds,
      terminationGracePeriodSeconds: 1,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65534,
        runAsGroup: 65534,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      affinity: { nodeAffinity: onNode(nodeName) },
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
    },
  };
  return own(pod, namespace, { runId, iteration: null });
}

export function loadPodName(runId: string, index: number): string {
  return `pod-start-slo-load-${runId}-${index}`;
}
