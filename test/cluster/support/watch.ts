import { expect } from 'vitest';
import { startCli } from './cli.ts';
import type { CommandOptions, Started } from './command.ts';
import { leftoversAfter } from './kubectl.ts';
import { printed, scoped } from './waiting.ts';

export interface RunningWatch extends Started, AsyncDisposable {
  /** Resolves when it has logged something. */
  logged: (pattern: RegExp, withinMs?: number) => Promise<void>;
  /** The lines of its log so far, without their times. */
  lines: () => string[];
  /** Runs it has begun in the cluster so far. */
  runIds: () => string[];
  /** What a path of its server answers. */
  ask: (path: string) => Promise<{ status: number; text: string }>;
  /** Ends it as Kubernetes does; what its runs have left by then. */
  terminate: () => Promise<string[]>;
}

/** Starts `pod-start-slo watch` on the tests' cluster, serving on a free port. */
export function startWatch(flags: readonly string[], options: CommandOptions = {}): RunningWatch {
  const started = scoped(
    startCli(['watch', '--listen', '127.0.0.1:0', ...flags], { timeoutMs: 230_000, ...options }),
  );
  const log = (): string => started.output().stderr;
  const lines = () =>
    log()
      .split('\n')
      .map((line) => line.replace(/^\S+Z /, ''));
  const runIds = () => [...log().matchAll(/measuring in .*, run (\S+)/g)].map(([, runId = '']) => runId);
  return {
    ...started,
    logged: (pattern, withinMs) => printed(started, pattern, withinMs),
    lines,
    runIds,
    async ask(path) {
      const server = path === '/metrics' ? 'metrics' : 'health';
      const base = new RegExp(`${server} at (http://[^/\\s]+)/`).exec(log())?.[1] ?? '';
      const answer = await fetch(`${base}${path}`);
      return { status: answer.status, text: await answer.text() };
    },
    async terminate() {
      started.child.kill('SIGTERM');
      const { code, stderr } = await started.ended;
      expect(code, stderr).toBe(143);
      const left = await Promise.all(runIds().map((runId) => leftoversAfter(60_000, runId)));
      return left.flat();
    },
  };
}

/** So many starts that were answered, whatever their numbers: on a busy machine one in between may not count. */
export function answered(scenario: string, count: number): RegExp {
  return new RegExp(Array.from({ length: count }, () => `${scenario} #\\d+ answered`).join('[^]*'));
}

/** The value of a series on /metrics; null where there is none. */
export function valueOf(metrics: string, name: string, labels: string): number | null {
  const line = metrics.split('\n').find((each) => each.startsWith(`${name}{${labels}} `));
  return line === undefined ? null : Number(line.split(' ').at(-1));
}
