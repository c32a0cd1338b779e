import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { programEnvironment } from '../../core/child-environment.ts';
import { PodStartSloError } from '../../core/errors.ts';
import { signalGroup } from '../programs/end-group.ts';
import type { ProgramOptions } from '../provider.ts';

/** A `minikube tunnel` of ours, which gives Services of type LoadBalancer their addresses and this machine a route. */
export interface Tunnel {
  /** Ends it, and with it the route. Never throws; says what is left. */
  stop(): Promise<readonly string[]>;
}

export interface TunnelOptions extends ProgramOptions {
  /** Told when it ends before it is stopped. */
  onEnd: (why: string) => void;
}

const startWithinMs = 30_000;
const stopWithinMs = 10_000;
const kept = 4000;

/** Arguments of `minikube`, also to find a tunnel again that outlived the process which started it. */
export function tunnelArgs(profile: string): string[] {
  return ['tunnel', '--profile', profile];
}

/**
 * Starts a tunnel and waits until its route stands. Null where somebody else's of this profile runs already, which does
 * as well and is left alone.
 * @throws PodStartSloError cluster, with what to do
 */
export async function startTunnel(profile: string, options: TunnelOptions): Promise<Tunnel | null> {
  const { program, env, signal } = options;
  // A group of its own: Ctrl-C reaches us alone. Without a terminal sudo cannot ask for a password, and says so at once.
  const child = spawn(program, tunnelArgs(profile), {
    env: programEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const talk = listenTo(child);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(startWithinMs)]);
  let state = stateOf(talk.said());
  while (state === null && !talk.hasEnded() && !limit.aborted) {
    await talk.change(limit);
    state = stateOf(talk.said());
  }
  if (state === 'ready' && !talk.hasEnded()) return running(profile, child, talk, options);
  await end(child, talk);
  signal.throwIfAborted();
  if (state === 'other') return null;
  throw tunnelProblem(profile, talk.said());
}

type State = 'ready' | 'failed' | 'other' | null;

/** What a tunnel says of itself: on Linux its status again and again, elsewhere one line. Null is nothing so far. */
export function stateOf(said: string): State {
  if (said.includes('Another tunnel process is already running')) return 'other';
  if (said.includes('Tunnel successfully started')) return 'ready';
  const router = [...said.matchAll(/router: (.+)/g)].at(-1)?.[1];
  if (router === undefined) return null;
  return router.startsWith('no errors') ? 'ready' : 'failed';
}

/** Why there is no tunnel, and what to do. */
export function tunnelProblem(profile: string, said: string): PodStartSloError {
  const router = [...said.matchAll(/router: ([^]*?)\n\s*loadbalancer emulator:/g)].at(-1)?.[1];
  const why = (router ?? said)
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .slice(-600);
  const told = why === '' ? `it said nothing within ${startWithinMs / 1000} s` : why;
  return new PodStartSloError('cluster', `minikube tunnel of profile ${profile} does not work: ${told}`, {
    hint: hintFor(profile, why),
  });
}

function hintFor(profile: string, why: string): string {
  const without = 'measure over node ports (--via node-port)';
  if (/sudo|permission|not permitted/i.test(why))
    return `a tunnel changes this machine's routes, as root: allow "sudo ip" without a password (sudo -n true must work), or run "minikube tunnel -p ${profile}" yourself next to a profile that you name with --use-cluster, or ${without}`;
  if (why.includes('conflicting route'))
    return `another cluster has the same addresses for its services: end its tunnel, give this one others (--minikube-arg=--service-cluster-ip-range=10.98.0.0/16), or ${without}`;
  return `try "minikube tunnel -p ${profile}", or ${without}`;
}

interface Talk {
  said: () => string;
  hasEnded: () => boolean;
  /** Resolves when it has said more or has ended, or at the signal. */
  change: (signal: AbortSignal) => Promise<void>;
}

function listenTo(child: ChildProcess): Talk {
  let said = '';
  let ended = false;
  let onChange: () => void = () => undefined;
  const hear = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-kept);
    onChange();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const end = (more: string) => (): void => {
    said += more;
    ended = true;
    onChange();
  };
  child.on('error', (error) => end(error.message)());
  child.on('close', end(''));
  return {
    said: () => said,
    hasEnded: () => ended,
    change: async (signal) => {
      await new Promise<void>((resolve) => {
        onChange = resolve;
        if (ended || signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      });
    },
  };
}

function running(profile: string, child: ChildProcess, talk: Talk, { onEnd }: TunnelOptions): Tunnel {
  let isStopping = false;
  child.once('close', () => {
    if (!isStopping) onEnd(tunnelProblem(profile, talk.said()).message);
  });
  return {
    async stop() {
      isStopping = true;
      if (await end(child, talk)) return [];
      return [
        `minikube tunnel of profile ${profile} had to be killed; its route may still exist: remove it with minikube tunnel --cleanup`,
      ];
    },
  };
}

/** Only at an interrupt does a tunnel take its route away. Resolves with whether it ended of itself. */
async function end(child: ChildProcess, talk: Talk): Promise<boolean> {
  if (talk.hasEnded() || child.pid === undefined) return true;
  const closed = once(child, 'close');
  child.kill('SIGINT');
  const late = sleep(stopWithinMs, 'late' as const, { ref: false });
  if ((await Promise.race([closed, late])) !== 'late') return true;
  signalGroup(child.pid, 'SIGKILL');
  return false;
}
