import { setTimeout as sleep } from 'node:timers/promises';
import type { Removal } from '../own/removal.ts';
import { runCommand, type CommandOptions } from '../programs/command.ts';
import { linesOf } from '../programs/lines.ts';

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
  const { note, env, signal } = removal;
  const wasCreating = note.phase === 'creating';
  const looks = wasCreating ? looksWhileCreating : 1;
  let gone = 0;
  for (let round = 0; round < mostRounds && gone < looks; round += 1) {
    if (round > 0) await sleep(settleMs, undefined, { signal });
    const { ours, others } = await removal.containers();
    if (others.length > 0 && wasCreating) return [removal.mayBeLeft];
    await removeContainers(note.engine, ours, { env, signal });
    gone = ours.length === 0 || !wasCreating ? gone + 1 : 0;
  }
  if (gone === 0) throw new Error('its nodes come back after each deletion');
  return [];
}

/** With the volumes that were made for them. @throws PodStartSloError cluster */
async function removeContainers(
  engine: string,
  ids: readonly string[],
  options: CommandOptions,
): Promise<void> {
  if (ids.length === 0) return;
  const volumes = engine === 'podman' ? await namedVolumes(engine, ids, options) : [];
  await runCommand(engine, ['rm', '--force', '--volumes', ...ids], options);
  for (const volume of volumes) await runCommand(engine, ['volume', 'rm', volume], options);
}

/** With Podman kind makes the volumes of its nodes itself, and `rm` leaves those. */
async function namedVolumes(
  engine: string,
  ids: readonly string[],
  options: CommandOptions,
): Promise<string[]> {
  const format = '{{range .Mounts}}{{if eq .Type "volume"}}{{println .Name}}{{end}}{{end}}';
  return linesOf(await runCommand(engine, ['inspect', '--format', format, ...ids], options));
}
