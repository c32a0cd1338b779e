import { messageOf, PodStartSloError } from '../errors.ts';
import { containersIn, imageIn, type NodeImage } from './node-view.ts';
import { obstaclesTo, type Obstacle } from './obstacles.ts';

/** Runs a program in a node, as root, and resolves with its standard output. @throws PodStartSloError cluster */
export type RunInNode = (node: string, program: readonly string[]) => Promise<string>;

export interface Removal {
  images: readonly string[];
  nodes: readonly string[];
  run: RunInNode;
  sleep: (ms: number) => Promise<void>;
}

interface Looked {
  node: string;
  found: { name: string; image: NodeImage }[];
  problems: Obstacle[];
}

/** The kubelet takes containers of pods that are gone away every minute (pkg/kubelet/kubelet.go: ContainerGCPeriod). */
const mostLooks = 40;
const betweenLooksMs = 2000;

/**
 * Removes images from nodes with their own crictl, so that the next start pulls every layer. An image that is not there is
 * as good as removed. Where one has to stay on a node, none is removed from any.
 * @throws PodStartSloError cluster
 */
export async function removeFromNodes(removal: Removal): Promise<void> {
  for (let looks = 1; ; looks += 1) {
    const looked = await Promise.all(removal.nodes.map((node) => lookAt(node, removal)));
    const problems = looked.flatMap((each) => each.problems);
    if (problems.length === 0) {
      await removeAll(looked, removal);
      return;
    }
    if (looks === mostLooks || problems.some(({ mayPass }) => !mayPass)) throw refusal(problems);
    await removal.sleep(betweenLooksMs);
  }
}

function refusal(problems: readonly Obstacle[]): PodStartSloError {
  const message = `the image stays where it is: ${problems.map(({ why }) => why).join('; ')}`;
  return new PodStartSloError('cluster', message, {
    hint: 'end what uses it, keep the measured pods to other nodes, or use imageCache: keep',
  });
}

/** By its ID: what was looked at is what goes. */
async function removeAll(looked: readonly Looked[], { run }: Removal): Promise<void> {
  await Promise.all(
    looked.map(async ({ node, found }) => {
      const ids = new Set(found.map(({ image }) => image.id));
      await Promise.all([...ids].map((id) => removeOne(node, id, run)));
    }),
  );
}

async function lookAt(node: string, { images, run }: Removal): Promise<Looked> {
  const [inspected, containers, sandboxes] = await Promise.all([
    Promise.all(images.map((image) => inspect(node, image, run))),
    run(node, ['crictl', 'ps', '--all', '--output', 'json']),
    run(node, ['crictl', 'pods', '--output', 'json']),
  ]);
  const found = inspected.filter((each) => each !== null);
  const all = containersIn(containers, sandboxes);
  const problems = found.flatMap(({ name, image }) =>
    obstaclesTo(image, images, all).map(({ why, mayPass }) => ({
      why: `on node ${node}, ${name} ${why}`,
      mayPass,
    })),
  );
  return { node, found, problems };
}

/** Null where the node does not have it. */
async function inspect(node: string, name: string, run: RunInNode): Promise<Looked['found'][number] | null> {
  try {
    return { name, image: imageIn(await run(node, ['crictl', 'inspecti', '--output', 'json', name])) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function removeOne(node: string, id: string, run: RunInNode): Promise<void> {
  try {
    await run(node, ['crictl', 'rmi', id]);
  } catch (error) {
    // Gone since it was looked at.
    if (!isMissing(error)) throw error;
  }
}

function isMissing(error: unknown): boolean {
  return /no such image/i.test(messageOf(error));
}
