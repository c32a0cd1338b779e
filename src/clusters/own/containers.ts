import { runCommand, type CommandOptions } from '../programs/command.ts';
import { linesOf } from '../programs/lines.ts';
import type { OwnNote } from './note.ts';
import { onPath } from '../programs/on-path.ts';

/** The label by which each tool knows the containers of a cluster. */
const labels = {
  kind: 'io.x-k8s.kind.cluster',
  k3d: 'k3d.cluster',
  minikube: 'name.minikube.sigs.k8s.io',
} as const;

type Named = Pick<OwnNote, 'provider' | 'name' | 'engine'>;

/** Ids of all containers of a name, whoever created them. @throws PodStartSloError cluster */
export async function containersOf(
  { provider, name, engine }: Named,
  options: CommandOptions,
): Promise<string[]> {
  // A driver that makes virtual machines needs no engine.
  if (provider === 'minikube' && onPath(engine, options.env) === null) return [];
  const args = ['ps', '--all', '--quiet', '--no-trunc', '--filter', `label=${labels[provider]}=${name}`];
  const listing = runCommand(engine, args, options);
  return linesOf(await (provider === 'minikube' ? listing.catch(() => '') : listing));
}

/** Those of a note's name that are the run's, and those that are somebody else's or may be. */
export async function sortedContainers(
  note: OwnNote,
  trustsName: boolean,
  options: CommandOptions,
): Promise<{ ours: string[]; others: string[] }> {
  const found = await containersOf(note, options);
  if (trustsName && note.phase === 'creating') return { ours: found, others: [] };
  return {
    ours: found.filter((id) => note.containers.includes(id)),
    others: found.filter((id) => !note.containers.includes(id)),
  };
}

/** Removes containers by their ids, with the volumes that were made for them. @throws PodStartSloError cluster */
export async function removeContainers(
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
