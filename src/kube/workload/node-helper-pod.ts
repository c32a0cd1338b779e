import type { KubernetesObject } from '../../core/plan.ts';
import { onNode } from './on-node.ts';
import { own } from './render.ts';

export interface NodeHelperPlace {
  image: string;
  namespace: string;
  runId: string;
  nodeName: string;
  /** Place of the node among those with a helper: names of nodes may be too long for names of pods. */
  index: number;
  /** Ends the pod even where this process is killed and nobody sweeps. */
  deadlineSeconds: number;
}

const container = 'helper';
const nodeRoot = '/host';
/** Of Debian and its kin, of Flatcar, of Google's Container-Optimized OS. */
const nodePath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin:/home/kubernetes/bin';

/**
 * A pod that does nothing but wait for commands, which it runs in the file system of its node. It is root and sees that
 * file system, which no Pod Security level but `privileged` admits, and has no other privilege: not those of a privileged
 * container, not the node's processes, not its network. It belongs to the run and to no iteration, so no watch and no
 * Service counts it.
 */
export function nodeHelperPod(place: NodeHelperPlace): KubernetesObject {
  const { image, namespace, runId, nodeName, index, deadlineSeconds } = place;
  const pod: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: nodeHelperName(runId, index) },
    spec: {
      restartPolicy: 'Never',
      activeDeadlineSeconds: deadlineSeconds,
      terminationGracePeriodSeconds: 1,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      affinity: { nodeAffinity: onNode(nodeName) },
      // Wherever the workload may land.
      tolerations: [{ operator: 'Exists' }],
      securityContext: {
        runAsUser: 0,
        runAsGroup: 0,
        seccompProfile: { type: 'RuntimeDefault' },
        // Where SELinux is on, no other type may talk to the container runtime.
        seLinuxOptions: { type: 'spc_t' },
      },
      containers: [
        {
          name: container,
          image,
          command: inNodeRoot(['sleep', String(deadlineSeconds)]),
          env: [{ name: 'PATH', value: nodePath }],
          resources: {
            requests: { cpu: '10m', memory: '16Mi' },
            limits: { cpu: '1', memory: '128Mi' },
          },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'], add: ['SYS_CHROOT'] },
          },
          volumeMounts: [{ name: 'node', mountPath: nodeRoot, readOnly: true }],
        },
      ],
      volumes: [{ name: 'node', hostPath: { path: '/', type: 'Directory' } }],
    },
  };
  return own(pod, namespace, { runId, iteration: null });
}

export function nodeHelperName(runId: string, index: number): string {
  return `pod-start-slo-node-${runId}-${index}`;
}

/** A program of the node's own, and the container of the helper to run it in. */
export function nodeHelperCommand(program: readonly string[]): { container: string; command: string[] } {
  return { container, command: inNodeRoot(program) };
}

function inNodeRoot(program: readonly string[]): string[] {
  return ['chroot', nodeRoot, ...program];
}
