import type { V1PodSpec } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../core/plan.ts';
import { own } from './render.ts';

export interface PlaceOnNode {
  namespace: string;
  runId: string;
  nodeName: string;
  /** Place of the node among those with such a pod: names of nodes may be too long for names of pods. */
  index: number;
  /** Ends the pod even where this process is killed and nobody sweeps. */
  deadlineSeconds: number;
}

/** A pod of a run that works on one node and belongs to no iteration, so no watch and no Service counts it. */
export function podOnNode(
  name: string,
  { namespace, runId, nodeName, deadlineSeconds }: PlaceOnNode,
  spec: Pick<V1PodSpec, 'containers' | 'volumes' | 'tolerations' | 'securityContext'>,
): KubernetesObject {
  const pod: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      restartPolicy: 'Never',
      activeDeadlineSeconds: deadlineSeconds,
      terminationGracePeriodSeconds: 1,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      affinity: { nodeAffinity: onNode(nodeName) },
      ...spec,
    },
  };
  return own(pod, namespace, { runId, iteration: null });
}

/** As a DaemonSet does it: the scheduler places the pod, on this node or on none. */
function onNode(name: string): unknown {
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: [name] }];
  return { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } };
}
