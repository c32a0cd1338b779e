import { runCommand, type CommandOptions } from '../clusters/programs/command.ts';
import { containerEngine } from '../clusters/programs/container-engine.ts';
import { messageOf } from '../core/errors.ts';
import type { Environment } from './start-run.ts';

const withinMs = 10_000;

/** A program with something it can say only when it works. */
export type Asked = readonly [name: string, args: readonly string[]];

export const askDocker: Asked = ['docker', ['version', '--format', '{{.Server.Version}}']];

/** Only Docker has a server that might be away. */
export function askEngine(env: Environment): Asked {
  const engine = containerEngine(env);
  return engine === 'docker' ? askDocker : [engine, ['version']];
}

/** Why a program cannot be used; null where it can. @throws the signal's reason */
export async function troubleOf(
  [name, args]: Asked,
  { env, signal }: CommandOptions,
): Promise<string | null> {
  try {
    await runCommand(name, args, { env, signal: AbortSignal.any([signal, AbortSignal.timeout(withinMs)]) });
    return null;
  } catch (error) {
    signal.throwIfAborted();
    return messageOf(error);
  }
}
