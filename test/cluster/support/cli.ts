import { setPriority } from 'node:os';
import { resolve } from 'node:path';
import { start, type CommandOptions, type Ended, type Started } from './command.ts';
import { environment } from './environment.ts';

/** The program as it is published; `npm run build` makes it. PSS_TEST_CLI names another build of it. */
export const cliPath =
  process.env['PSS_TEST_CLI'] ?? resolve(import.meta.dirname, '../../../dist/cli/main.js');

/** Runs the built CLI on the tests' cluster to its end. */
export function cli(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  return startCli(args, options).ended;
}

/** Starts it, for tests that send it signals. */
export function startCli(args: readonly string[], options: CommandOptions = {}): Started {
  const started = start(process.execPath, [cliPath, ...args], onTestCluster(options));
  comeFirst(started.child.pid);
  return started;
}

/**
 * Several tests share the CPUs with the cluster. A measuring process that waits for a CPU sees itself stall, and says so,
 * rightly; what a test shows must not hang on that. Only root may do it.
 */
export function comeFirst(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, -10);
  } catch {
    // As any other process, then.
  }
}

function onTestCluster(options: CommandOptions): CommandOptions {
  const env = { KUBECONFIG: environment().kubeconfig, CI: '', NO_COLOR: '1', ...options.env };
  return { ...options, env };
}
