import type { KubernetesObject } from '../../core/plan.ts';
import { podOnNode, type PlaceOnNode } from './on-node.ts';

/** Names the namespace of the run's lease: `clean` deletes a helper only for a lease that stands there. */
export const leaseInAnnotation = 'pod-start-slo/lease-in';

export interface NodeHelperPlace extends PlaceOnNode {
  image: string;
  /** Where the lease of the run is. */
  leaseNamespace: string;
}

const container = 'helper';
const nodeRoot = '/host';
/** Of Debian and its kin, of Flatcar, of Google's Container-Optimized OS. */
const nodePath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin:/home/kubernetes/bin';

/**
 * A pod that does nothing but wait for commands, which it runs in the file system of its node. It is root and sees that
 * file system, which no Pod Security level but `privileged` admits, and has no other privilege: not those of a privileged
 * container, not the node's processes, not its network.
 */
export function nodeHelperPod(place: NodeHelperPlace): KubernetesObject {
  const { image, runId, index, deadlineSeconds, leaseNamespace } = place;
  const pod = podOnNode(nodeHelperName(runId, index), place, {
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
  });
  return { ...pod, metadata: { ...pod.metadata, annotations: { [leaseInAnnotation]: leaseNamespace } } };
}

export function nodeHelperName(runId: string, index: number): string {
  return `${nodeHelperPrefix(runId)}${index}`;
}

export function nodeHelperPrefix(runId: string): string {
  return `pod-start-slo-node-${runId}-`;
}

/** A program of the node's own, and the container of the helper to run it in. */
export function nodeHelperCommand(program: readonly string[]): { container: string; command: string[] } {
  return { container, command: inNodeRoot(program) };
}

function inNodeRoot(program: readonly string[]): string[] {
  return ['chroot', nodeRoot, ...program];
}
