import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A cluster of ours: who makes it, and its name. */
export interface OwnCluster {
  provider: string;
  name: string;
}

/** Beginning of the name of the folder with a cluster's kubeconfig, for mkdtemp, which adds six characters. */
export function folderPrefix({ provider, name }: OwnCluster): string {
  return `pod-start-slo-${provider}-${name}-`;
}

/** A new folder for a cluster's kubeconfig, that nobody else can read. */
export async function makeFolder(cluster: OwnCluster): Promise<string> {
  return await mkdtemp(join(tmpdir(), folderPrefix(cluster)));
}

/** What is said of a cluster that is to be kept. */
export function leftRunning(cluster: string, folder: string): string {
  return `${cluster} is kept running, as requested; its kubeconfig is ${join(folder, 'kubeconfig')}`;
}

/** Does work with a kubeconfig of its own, where a program would edit the user's; nobody keeps it. */
export async function withScratchKubeconfig<T>(
  cluster: OwnCluster,
  work: (kubeconfig: string) => Promise<T>,
): Promise<T> {
  return await withFolder(cluster, (folder) => work(join(folder, 'kubeconfig')));
}

/** Does work with a folder that is gone afterwards. */
export async function withFolder<T>(cluster: OwnCluster, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await makeScratchFolder(cluster);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Linux keeps these in memory. */
const memory = '/dev/shm';

/** A cluster has to be deleted also where the disk of the temporary folder is full. */
async function makeScratchFolder(cluster: OwnCluster): Promise<string> {
  return await makeFolder(cluster).catch((error: unknown) =>
    mkdtemp(join(memory, folderPrefix(cluster))).catch(() => {
      throw error;
    }),
  );
}
