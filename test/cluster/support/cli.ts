import { resolve } from 'node:path';
import { run, start, type CommandOptions, type Ended, type Started } from './command.ts';
import { environment } from './environment.ts';

/** The program as it is published; `npm run build` makes it. PSS_TEST_CLI names another build of it. */
export const cliPath =
  process.env['PSS_TEST_CLI'] ?? resolve(import.meta.dirname, '../../../dist/cli/main.js');

/** Runs the built CLI on the tests' cluster to its end. */
export function cli(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  return run(process.execPath, [cliPath, ...args], onTestCluster(options));
}

/** Starts it, for tests that send it signals. */
export function startCli(args: readonly string[], options: CommandOptions = {}): Started {
  return start(process.execPath, [cliPath, ...args], onTestCluster(options));
}

function onTestCluster(options: CommandOptions): CommandOptions {
  const env = { KUBECONFIG: environment().kubeconfig, CI: '', NO_COLOR: '1', ...options.env };
  return { ...options, env };
}
