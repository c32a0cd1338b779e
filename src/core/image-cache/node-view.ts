import { runIdLabel } from '../labels.ts';

/** An image of a node, as its runtime has it: one content with all its names. */
export interface NodeImage {
  id: string;
  tags: readonly string[];
  /** `repository@sha256:…` */
  digests: readonly string[];
  /** Whether the runtime was told to keep it. */
  pinned: boolean;
}

/** A container of a node, running or not. */
export interface NodeContainer {
  /** What its image is called by the runtime: an ID, a tag or a digest. */
  imageNames: readonly string[];
  namespace: string;
  pod: string;
  running: boolean;
  /** Whether it has ended with its sandbox: its pod may be gone, and it with it within a minute. */
  hasEnded: boolean;
  /** Whether it has ended and is of a run's own pod: nothing starts it again. */
  isLeftover: boolean;
}

/** What `crictl inspecti -o json` prints (https://github.com/kubernetes/cri-api, ImageStatusResponse). */
interface Inspected {
  status: { id: string; repoTags?: string[] | null; repoDigests?: string[] | null; pinned?: boolean };
}

export function imageIn(inspected: string): NodeImage {
  const { id, repoTags, repoDigests, pinned } = (JSON.parse(inspected) as Inspected).status;
  return { id, tags: repoTags ?? [], digests: repoDigests ?? [], pinned: pinned === true };
}

/** What `crictl pods -o json` prints (ListPodSandboxResponse). */
interface Sandboxes {
  items?: { id: string; state: string; labels?: Record<string, string> }[] | null;
}

/** What `crictl ps --all -o json` prints (ListContainersResponse). */
interface Containers {
  containers?:
    | {
        podSandboxId: string;
        state: string;
        image?: { image?: string };
        imageRef?: string;
        imageId?: string;
        labels?: Record<string, string>;
      }[]
    | null;
}

export function containersIn(containers: string, sandboxes: string): NodeContainer[] {
  const sandboxList = (JSON.parse(sandboxes) as Sandboxes).items ?? [];
  const byId = new Map(sandboxList.map((sandbox) => [sandbox.id, sandbox]));
  const list = (JSON.parse(containers) as Containers).containers ?? [];
  return list.map(({ podSandboxId, state, image, imageRef = '', imageId = '', labels = {} }) => {
    const sandbox = byId.get(podSandboxId);
    const hasEnded = state === 'CONTAINER_EXITED' && sandbox?.state !== 'SANDBOX_READY';
    return {
      imageNames: [image?.image ?? '', imageRef, imageId].filter((name) => name !== ''),
      namespace: labels['io.kubernetes.pod.namespace'] ?? '',
      pod: labels['io.kubernetes.pod.name'] ?? '',
      running: state === 'CONTAINER_RUNNING',
      hasEnded,
      // A sandbox has the labels of its pod, a container has not.
      isLeftover: hasEnded && sandbox?.labels?.[runIdLabel] !== undefined,
    };
  });
}
