import type { ServerOptions } from 'node:https';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject } from 'vitest';
import type { IterationResult } from '../../../src/core/result.ts';
import { start, type CommandOptions, type Ended, type Started } from '../../cluster/support/command.ts';
import { makeFolder } from '../../cluster/support/result.ts';
import type { ClusterOptions } from './controllers.ts';
import { kubeconfigOf, resultIn } from './kubeconfig.ts';
import type { Result } from '../../../src/core/result.ts';
import type {} from './global-setup.ts';
import { StandInCluster } from './stand-in-cluster.ts';

/** One start of an image, asked over the node's port, without a timeout or an objective. */
export const unjudged = [
  ...[
    'run',
    '--image',
    'app:1',
    '--port',
    '8080',
    '--via',
    'node-port',
    '--iterations',
    '1',
    '--warmup',
    '0',
  ],
];

export const oneStart = [...unjudged, '--timeout', '20s', '--objective', 'max <= 15s'];

export interface ProgramOptions extends CommandOptions {
  /** Makes of the command that runs the program another one, such as one under nohup. */
  within?: (command: readonly string[]) => readonly string[];
}

export interface Survived extends Ended {
  /** Null where none was written. */
  result: Result | null;
  iterations: readonly IterationResult[];
  tookMs: number;
}

export interface Bench {
  readonly cluster: StandInCluster;
  /** Of the test, deleted after it. */
  readonly folder: string;
  /** Starts the bundled command line as a process of its own, on the cluster unless a kubeconfig is given. */
  start(args?: readonly string[], options?: ProgramOptions): Started;
  /** Runs it to its end, and reads the result that it exported. */
  run(args?: readonly string[], options?: ProgramOptions): Promise<Survived>;
  /** What the program does after `start`, with the same result. */
  ended(started: Started): Promise<Survived>;
  /** The start has its number, the program says nothing of trouble, and nothing is left. */
  expectUnharmed(run: Survived): Promise<void>;
  /** The total is the time that the start takes, within what a busy machine and the resolution add. */
  expectRightTotal(run: Survived, startMs: number): void;
  expectNothingLeft(): Promise<void>;
}

/** A cluster in memory for each test, and the program that is run on it. */
export function faultBench(options: Partial<ClusterOptions> = {}, tls: ServerOptions | null = null): Bench {
  let parts: { cluster: StandInCluster; folder: ReturnType<typeof makeFolder> };
  beforeEach(async () => {
    parts = { folder: makeFolder(), cluster: await StandInCluster.start(options, tls) };
  });
  afterEach(async () => {
    await parts.cluster[Symbol.asyncDispose]();
    parts.folder[Symbol.dispose]();
  });
  const file = (): string => join(parts.folder.path, 'result.json');
  const startOn = (args = oneStart as readonly string[], more: ProgramOptions = {}): Started => {
    const kubeconfig = args.includes('--kubeconfig')
      ? ''
      : kubeconfigOf(parts.folder.path, parts.cluster.url);
    const env = { KUBECONFIG: kubeconfig, CI: '', NO_COLOR: '1', NO_PROXY: '*', ...more.env };
    const command =
      args.includes('--export-json') || args[0] !== 'run' ? args : [...args, '--export-json', file()];
    const plain = [process.execPath, inject('program'), ...command];
    const [program = '', ...programArgs] = more.within?.(plain) ?? plain;
    return start(program, programArgs, {
      timeoutMs: 60_000,
      ...more,
      env,
    });
  };
  const ended = async (started: Started): Promise<Survived> => {
    const startedMs = performance.now();
    const end = await started.ended;
    const result = resultIn(file());
    const tookMs = performance.now() - startedMs;
    return { ...end, result, iterations: result?.scenarios[0]?.iterations ?? [], tookMs };
  };
  const expectNothingLeft = async (): Promise<void> => {
    await expect.poll(() => parts.cluster.leftovers(), { timeout: 5000 }).toEqual([]);
  };
  return {
    get cluster() {
      return parts.cluster;
    },
    get folder() {
      return parts.folder.path;
    },
    start: startOn,
    run: (args, more) => ended(startOn(args, more)),
    ended,
    async expectUnharmed(run) {
      expect(run).toMatchObject({ code: 0, result: { verdict: 'met', complete: true } });
      expect(run.iterations.at(-1)).toMatchObject({ outcome: 'answered' });
      expect(run.stderr).not.toMatch(/warning|error/);
      await expectNothingLeft();
    },
    expectRightTotal(run, startMs) {
      const { totalMs } = run.iterations.at(-1) ?? {};
      expect(totalMs).toBeGreaterThanOrEqual(startMs);
      expect(totalMs).toBeLessThan(startMs + 1500);
    },
    expectNothingLeft,
  };
}
