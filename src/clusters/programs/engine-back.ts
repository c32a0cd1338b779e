import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../core/errors.ts';
import { runCommand, type CommandOptions } from './command.ts';
import { containerEngine } from './container-engine.ts';
import { onPath } from './on-path.ts';

type Options = Pick<CommandOptions, 'env' | 'signal'>;

/** How long a Docker daemon may take to restart. */
const awayAtMostMs = 60_000;
const lookEveryMs = 500;
const answerWithinMs = 5000;
const mostTries = 3;

/** What docker, podman and the programs that run them say where nobody answers. */
const saysAway = /cannot connect|daemon running|error during connect|connection re(?:fused|set)|\bEOF\b/i;

/**
 * Does what needs the container engine, and does it again where the engine was away meanwhile: while its daemon restarts,
 * nothing can be deleted, and a cluster with its credentials would stay. @throws what the work throws
 */
export async function onceEngineIsBack<T>(work: () => Promise<T>, options: Options): Promise<T> {
  const limit = AbortSignal.any([options.signal, AbortSignal.timeout(awayAtMostMs)]);
  const isTimeUp = (): boolean => limit.aborted;
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const wasAway = saysAway.test(messageOf(error)) || !(await answers(options));
      if (!wasAway || tries === mostTries || isTimeUp()) throw error;
      while (!(await answers(options))) {
        if (isTimeUp()) throw error;
        await sleep(lookEveryMs, undefined, { signal: limit }).catch(() => undefined);
      }
    }
  }
}

/** `version` asks the daemon, where there is one. What is not installed will not come back either. */
async function answers({ env, signal }: Options): Promise<boolean> {
  const engine = containerEngine(env);
  if (onPath(engine, env) === null) return true;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]);
  return await runCommand(engine, ['version'], { env, signal: limit }).then(
    () => true,
    () => false,
  );
}
