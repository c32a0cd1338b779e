import { runCommand, type CommandOptions } from '../programs/command.ts';
import { linesOf } from '../programs/lines.ts';
import { onPath } from '../programs/on-path.ts';
import { providers } from '../registry.ts';
import type { OwnNote } from './note.ts';
import type { SortedContainers } from './removal.ts';

type Named = Pick<OwnNote, 'provider' | 'name' | 'engine'>;

/** Ids of all containers of a name, whoever created them. @throws PodStartSloError cluster */
export async function containersOf(
  { provider, name, engine }: Named,
  options: CommandOptions,
): Promise<string[]> {
  const { label, mayBeMachines } = providers[provider];
  // Virtual machines need no engine.
  if (mayBeMachines && onPath(engine, options.env) === null) return [];
  const args = ['ps', '--all', '--quiet', '--no-trunc', '--filter', `label=${label}=${name}`];
  const listing = runCommand(engine, args, options);
  return linesOf(await (mayBeMachines ? listing.catch(() => '') : listing));
}

/** Those of a note's name that are the run's, and those that are somebody else's or may be. */
export async function sortedContainers(
  note: OwnNote,
  trustsName: boolean,
  options: CommandOptions,
): Promise<SortedContainers> {
  const found = await containersOf(note, options);
  if (trustsName && note.phase === 'creating') return { ours: found, others: [] };
  return {
    ours: found.filter((id) => note.containers.includes(id)),
    others: found.filter((id) => !note.containers.includes(id)),
  };
}
