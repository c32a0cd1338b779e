import { PodStartSloError } from '../../../src/core/errors.ts';
import type { RunInNode } from '../../../src/core/image-cache/remove.ts';

export interface FakeImage {
  id: string;
  repoTags?: string[];
  repoDigests?: string[];
  pinned?: boolean;
}

export interface FakeContainer {
  pod: string;
  image: string;
  state?: string;
  sandbox?: string;
  labels?: Record<string, string>;
}

/** A node of which crictl tells this. */
export interface FakeNode {
  images?: readonly FakeImage[];
  containers?: readonly FakeContainer[];
}

/** Answers as crictl 1.30 of each node does, and writes down what was removed: `node id`. */
export function fakeNodes(nodes: Readonly<Record<string, FakeNode>>): { run: RunInNode; removed: string[] } {
  const removed: string[] = [];
  const run: RunInNode = (name, [program, command, ...args]) => {
    const { images = [], containers = [] } = nodes[name] ?? {};
    if (program !== 'crictl') throw new Error(`nobody expects ${program ?? ''}`);
    if (command === 'rmi') {
      removed.push(`${name} ${args.join(' ')}`);
      return Promise.resolve('');
    }
    return command === 'inspecti'
      ? inspected(images, args.at(-1) ?? '')
      : Promise.resolve(JSON.stringify(command === 'pods' ? sandboxes(containers) : listed(containers)));
  };
  return { run, removed };
}

function inspected(images: readonly FakeImage[], name: string): Promise<string> {
  const found = images.find(({ repoTags = [], repoDigests = [] }) =>
    [...repoTags, ...repoDigests].includes(name),
  );
  return found === undefined
    ? Promise.reject(new PodStartSloError('cluster', `level=fatal msg="no such image \\"${name}\\" present"`))
    : Promise.resolve(JSON.stringify({ status: { repoTags: null, repoDigests: [], ...found }, info: {} }));
}

function sandboxes(containers: readonly FakeContainer[]): object {
  return {
    items: containers.map(({ pod, sandbox = 'SANDBOX_READY', labels = {} }) => ({
      id: `sandbox-${pod}`,
      state: sandbox,
      labels,
    })),
  };
}

function listed(containers: readonly FakeContainer[]): object {
  return {
    containers: containers.map(({ pod, image, state = 'CONTAINER_RUNNING' }) => ({
      id: `container-${pod}`,
      podSandboxId: `sandbox-${pod}`,
      state,
      image: { image },
      imageRef: image,
      labels: { 'io.kubernetes.pod.namespace': 'team', 'io.kubernetes.pod.name': pod },
    })),
  };
}
