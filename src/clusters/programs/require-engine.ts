import { readFileSync } from 'node:fs';
import { PodStartSloError } from '../../core/errors.ts';
import { runCommand, type CommandOptions } from './command.ts';

type Options = Pick<CommandOptions, 'env' | 'signal'>;

/** What the check has to know about this machine. */
export interface Machine {
  /** As in process.platform. */
  platform: string;
  /** Id of the container that this process runs in; null outside of any. */
  container: string | null;
}

/**
 * Checks what a cluster in containers needs, before anything is downloaded or created: a system on which its nodes run, a
 * container engine that answers, and a way to the addresses that it publishes. @throws PodStartSloError cluster
 */
export async function requireEngine(
  engine: string,
  options: Options,
  machine: Machine = thisMachine(),
): Promise<void> {
  if (machine.platform === 'win32') throw onWindows();
  try {
    await runCommand(engine, ['version'], options);
  } catch (error) {
    if (options.signal.aborted) throw error;
    throw isNotInstalled(error) ? notInstalled(engine, machine, error) : silent(engine, error);
  }
  if (machine.container !== null) await requireHostNetwork(engine, machine.container, options);
}

export function thisMachine(): Machine {
  return { platform: process.platform, container: containerIn(mounts()) };
}

function mounts(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    // Only Linux has it.
    return '';
  }
}

/**
 * The id of the container whose files these mounts are. Docker and Podman mount the file with the container's host name
 * from a folder that is named after the id.
 */
export function containerIn(mountinfo: string): string | null {
  return /\/([0-9a-f]{64})\/(?:userdata\/)?hostname \/etc\/hostname /.exec(mountinfo)?.[1] ?? null;
}

/**
 * The nodes' addresses are published on the engine's host. A container that the engine knows, and that does not share the
 * network of the host, has a loopback interface of its own. One with an engine inside is not known to that engine.
 */
async function requireHostNetwork(engine: string, container: string, options: Options): Promise<void> {
  const args = ['inspect', '--type', 'container', '--format', '{{.HostConfig.NetworkMode}}', container];
  const mode = await runCommand(engine, args, options).catch((error: unknown) => {
    if (options.signal.aborted) throw error;
    return null;
  });
  if (mode === null || mode.trim() === 'host') return;
  const message = `this job runs in a container of ${engine} (network ${mode.trim()}), where 127.0.0.1 is not the host's: a cluster created here cannot be reached`;
  const hint =
    'remove "container:" from the job; or create the cluster in an earlier step, join its network and use --cluster existing (docs/runners.md, "Job containers", has the commands)';
  throw new PodStartSloError('cluster', message, { hint });
}

function isNotInstalled(error: unknown): boolean {
  return error instanceof PodStartSloError && error.message.endsWith('is not installed');
}

function onWindows(): PodStartSloError {
  const hint =
    'run the job on Linux, for instance with runs-on: ubuntu-latest; or use a cluster that exists, with --cluster existing';
  return new PodStartSloError('cluster', 'no cluster can be created on Windows', { hint });
}

function notInstalled(engine: string, { platform }: Machine, cause: unknown): PodStartSloError {
  const where = platform === 'darwin' ? 'GitHub’s macOS runners have no Docker: ' : '';
  const hint = `${where}run the job on Linux with Docker, for instance with runs-on: ubuntu-latest; or install ${engine}; or use a cluster that exists, with --cluster existing`;
  return new PodStartSloError('cluster', `${engine} is not installed`, { hint }, cause);
}

function silent(engine: string, error: unknown): PodStartSloError {
  const said = error instanceof Error ? `: ${error.message.split('\n').at(-1)?.trim() ?? ''}` : '';
  const hint = `start ${engine}, or add yourself to its group; or use a cluster that exists, with --cluster existing`;
  return new PodStartSloError('cluster', `${engine} does not answer${said}`, { hint }, error);
}
