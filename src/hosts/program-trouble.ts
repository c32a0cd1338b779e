import { runCommand, type CommandOptions } from '../clusters/programs/command.ts';
import { messageOf } from '../core/errors.ts';

const withinMs = 10_000;

/** A program with something it can say only when it works. */
export type Asked = readonly [name: string, args: readonly string[]];

/** Only Docker has a server that might be away. */
export function askEngine(engine: string): Asked {
  return [engine, engine === 'docker' ? ['version', '--format', '{{.Server.Version}}'] : ['version']];
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
