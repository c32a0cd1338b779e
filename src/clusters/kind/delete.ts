import { setTimeout as sleep } from 'node:timers/promises';
import { removeContainers, sortedContainers } from '../own/containers.ts';
import { deletionOf, nameOfCluster } from '../own/note.ts';
import type { Removal } from '../own/removal.ts';

/** Within this time after a deletion a node that was half made shows up again. */
const settleMs = 1000;
const mostRounds = 5;
/** So often in a row nothing may be there before it counts as gone. */
const looksWhileCreating = 2;

/**
 * Removes the nodes of a run's cluster by their ids, which is all that kind itself does. One that the engine is creating
 * at the moment comes after its deletion, so it is looked for again. @throws PodStartSloError cluster
 */
export async function removeKindNodes(removal: Removal): Promise<string[]> {
  const { note, env, signal, trustsName } = removal;
  const wasCreating = note.phase === 'creating';
  const looks = wasCreating ? looksWhileCreating : 1;
  let gone = 0;
  for (let round = 0; round < mostRounds && gone < looks; round += 1) {
    if (round > 0) await sleep(settleMs, undefined, { signal });
    const { ours, others } = await sortedContainers(note, trustsName, { env, signal });
    if (others.length > 0 && wasCreating) return [mayBeLeft(removal)];
    await removeContainers(note.engine, ours, { env, signal });
    gone = ours.length === 0 || !wasCreating ? gone + 1 : 0;
  }
  if (gone === 0) throw new Error('its nodes come back after each deletion');
  return [];
}

/** Of what the run has not seen itself create nobody knows whose it is. */
export function mayBeLeft({ note }: Pick<Removal, 'note'>): string {
  return `${nameOfCluster(note)}, which may be what a run created that was killed, or somebody else's; if it is the run's, delete it with: ${deletionOf(note)}`;
}
