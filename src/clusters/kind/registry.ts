import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, usageError } from '../../core/errors.ts';
import { runCommand, type CommandOptions } from '../programs/command.ts';
import { onceEngineIsBack } from '../programs/engine-back.ts';
import { containerEngine } from '../programs/container-engine.ts';
import { linesOf } from '../programs/lines.ts';
import type { OwnNote } from '../own/note.ts';

/** A registry on this machine that the nodes of a kind cluster pull from, under the name it has here too. */
export interface RegistryWish {
  /** Its port on this machine: images are called `localhost:PORT/…` here and in the cluster. */
  port: number;
  /** Image of the registry that is made beside the cluster, and deleted with it; null for one that is there. */
  image: string | null;
}

/** A registry as the nodes reach it. */
export interface Registry {
  container: string;
  /** The port it listens on itself. */
  port: number;
}

const label = 'pod-start-slo/kind-registry';
/** Random, and of one run alone: by it a registry is known as the run's, whatever its name. */
const ownerLabel = 'pod-start-slo/owner';
const ownPort = 5000;
/** Within this time a container that was being made when its maker ended shows up. */
const settleMs = 1000;

export function isInRegistry(image: string, port: number | null): boolean {
  return port !== null && image.startsWith(`localhost:${port}/`);
}

/** Docker trusts what is on this machine without TLS; Podman has to be told. */
export function pushArgs(engine: string, image: string): string[] {
  return ['push', ...(engine === 'podman' ? ['--tls-verify=false'] : []), '--', image];
}

/** Makes the registry, or finds the one that is there. @throws PodStartSloError usage, cluster */
export async function provideRegistry(
  { name, owner }: Pick<OwnNote, 'name' | 'owner'>,
  { port, image }: RegistryWish,
  options: CommandOptions,
): Promise<Registry> {
  const engine = containerEngine(options.env);
  if (image !== null) {
    const labels = ['--label', `${label}=${name}`, '--label', `${ownerLabel}=${owner}`];
    const run = ['run', '--detach', '--name', registryName(name), ...labels];
    await runCommand(engine, [...run, ...publishArgs(port), '--', image], options);
    return { container: registryName(name), port: ownPort };
  }
  const format = '{{.Names}}\t{{.Ports}}';
  const found = registryIn(await runCommand(engine, ['ps', '--format', format], options), port);
  if (found === null) throw missing(engine, port);
  return found;
}

/** The container that publishes a port, from `docker ps`: `registry⇥0.0.0.0:5001->5000/tcp, …`. */
export function registryIn(printed: string, port: number): Registry | null {
  for (const line of linesOf(printed)) {
    const [container = '', ports = ''] = line.split('\t');
    const inner = new RegExp(`:${port}->(\\d+)/tcp`).exec(ports)?.[1];
    if (inner !== undefined) return { container, port: Number(inner) };
  }
  return null;
}

type OwnRegistry = Pick<OwnNote, 'name' | 'owner' | 'engine' | 'phase'>;
type RemoveOptions = Pick<CommandOptions, 'env' | 'signal'>;

/** Removes the registry that a run has created, half made too. Never throws; says what is left. */
export async function removeRegistry(
  registry: OwnRegistry,
  options: RemoveOptions,
): Promise<readonly string[]> {
  const { name, engine, phase } = registry;
  try {
    await onceEngineIsBack(async () => {
      let found = await registriesOf(registry, options);
      if (found.length === 0 && phase === 'named') {
        // One that the engine was creating when its maker ended.
        await sleep(settleMs, undefined, { signal: options.signal });
        found = await registriesOf(registry, options);
      }
      if (found.length > 0) await runCommand(engine, ['rm', '--force', '--volumes', ...found], options);
    }, options);
    return [];
  } catch (error) {
    const container = registryName(name);
    return [
      `registry ${container} could not be removed (${messageOf(error)}); remove it with: ${engine} rm -f ${container}`,
    ];
  }
}

/** Ids of a run's registry, which is one at most. @throws PodStartSloError cluster */
export async function registriesOf(
  { owner, engine }: Pick<OwnNote, 'owner' | 'engine'>,
  options: RemoveOptions,
): Promise<string[]> {
  const filter = ['--filter', `label=${ownerLabel}=${owner}`];
  return linesOf(await runCommand(engine, ['ps', '--all', '--quiet', '--no-trunc', ...filter], options));
}

function registryName(cluster: string): string {
  return `${cluster}-registry`;
}

/** Nobody but this machine can push. */
function publishArgs(port: number): string[] {
  return ['--publish', `127.0.0.1:${port}:${ownPort}`];
}

function missing(engine: string, port: number): Error {
  return usageError([
    {
      field: '--registry',
      value: `localhost:${port}`,
      message: 'no container on this machine publishes this port',
      fix: `see "${engine} ps", or let the run make a registry with --registry true`,
    },
  ]);
}
