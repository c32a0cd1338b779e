import { runCommand, type CommandOptions } from '../programs/command.ts';
import { withScratchKubeconfig } from './folder.ts';
import type { OwnNote } from './note.ts';

/** A cluster to be deleted, and what may be taken for it. */
export interface Removal {
  note: OwnNote;
  env: CommandOptions['env'];
  signal: AbortSignal;
  /**
   * Whether what has the cluster's name is the run's while it creates it, also what it has not seen: the caller knows that
   * nobody else was about to. Else only what it has seen is deleted.
   */
  trustsName: boolean;
  /** The containers of the name as they are now. @throws PodStartSloError cluster */
  containers: () => Promise<SortedContainers>;
  /** What is said of a cluster of the name of which nobody knows whose it is. */
  mayBeLeft: string;
}

/** Ids of the containers that are the run's, and of those that are somebody else's or may be. */
export interface SortedContainers {
  ours: string[];
  others: string[];
}

/** Runs the program that deletes the cluster, which without a kubeconfig of its own would edit the user's. */
export async function runDeletion({ note, env, signal }: Removal, args: readonly string[]): Promise<void> {
  await withScratchKubeconfig(note, async (kubeconfig) => {
    await runCommand(note.program, args, { env: { ...env, KUBECONFIG: kubeconfig }, signal });
  });
}
