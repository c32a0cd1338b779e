import type { CommandOptions } from '../programs/command.ts';
import { nameOfCluster, providers } from '../registry.ts';
import { containersOf } from './containers.ts';
import type { OwnNote } from './note.ts';
import { processesOf } from './processes.ts';

/** What is still there of a run that was killed while it had a cluster, in words; null for nothing. Never throws. */
export async function describeLeft(
  { note, pid }: { note: OwnNote; pid: number },
  options: CommandOptions,
): Promise<string | null> {
  const { registry } = providers[note.provider];
  const [found, registries, processes] = await Promise.all([
    containersOf(note, options).catch(() => []),
    note.hasRegistry ? (registry?.list(note, options).catch(() => []) ?? []) : [],
    processesOf(note.owner, options),
  ]);
  const seen = found.filter((id) => note.containers.includes(id));
  // While the run creates them it may not have seen them yet; before that it has made sure that nothing has the name.
  const containers = note.phase === 'creating' ? found : note.phase === 'created' ? seen : [];
  const isThere = containers.length > 0 || (isMachine(note) && (await isListed(note, options)));
  const parts = [
    ...(isThere ? [`${nameOfCluster(note)}${ids(containers)}`] : []),
    ...(registries.length > 0 ? [`its registry${ids(registries)}`] : []),
    ...(processes.length > 0 ? [`the program that creates it (process ${processes[0]?.pid ?? 0})`] : []),
  ];
  if (parts.length === 0) return null;
  const whose = note.isForLaterSteps ? 'a job that has not deleted it yet' : 'a run that was killed';
  return `${parts.join(' and ')} of ${whose} (process ${pid}, started ${note.since})`;
}

function ids(containers: readonly string[]): string {
  return containers.length === 0 ? '' : ` (container ${containers.map((id) => id.slice(0, 12)).join(', ')})`;
}

/** Virtual machines are no containers. */
function isMachine({ provider, phase, containers }: OwnNote): boolean {
  return providers[provider].mayBeMachines && phase !== 'named' && containers.length === 0;
}

async function isListed({ provider, name, program }: OwnNote, options: CommandOptions): Promise<boolean> {
  const found = await providers[provider].list({ ...options, program }).catch(() => []);
  return found.some((each) => each.name === name);
}
