import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Result } from '../../../src/core/result.ts';
import { start, type CommandOptions, type Ended, type Started } from '../../cluster/support/command.ts';
import { parseResult } from '../../cluster/support/result.ts';
import type { StandInCluster } from './stand-in-cluster.ts';

const program = resolve(import.meta.dirname, '../../../src/hosts/cli/main.ts');

/** One start of an image, asked over the node's port. */
export const oneStart = [
  ...['run', '--image', 'app:1', '--port', '8080', '--via', 'node-port'],
  ...['--iterations', '1', '--warmup', '0'],
];

/** Two of them, judged. */
export const twoStarts = [...oneStart, '--iterations', '2', '--timeout', '20s', '--objective', 'max <= 15s'];

export interface Survived extends Ended {
  /** Null where none was written. */
  result: Result | null;
}

/** A kubeconfig whose only context is the cluster; its path. */
export function kubeconfigOf(
  folder: string,
  server: string,
  user: object = {},
  cluster: object = {},
): string {
  const path = join(folder, 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'stand-in', cluster: { server, ...cluster } }],
    users: [{ name: 'me', user }],
    contexts: [{ name: 'stand-in', context: { cluster: 'stand-in', user: 'me' } }],
    'current-context': 'stand-in',
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

/** Starts the command line, as it is published but not bundled, as a process of its own. */
export function startCliOn(
  kubeconfig: string,
  args: readonly string[],
  options: CommandOptions = {},
): Started {
  const env = { KUBECONFIG: kubeconfig, CI: '', NO_COLOR: '1', NO_PROXY: '*', ...options.env };
  return start(process.execPath, [program, ...args], { timeoutMs: 60_000, ...options, env });
}

/** Runs it on the cluster, and reads the result it has exported. */
export async function runOn(
  cluster: StandInCluster,
  folder: string,
  args: readonly string[] = twoStarts,
  options: CommandOptions = {},
): Promise<Survived> {
  const file = join(folder, 'result.json');
  const command = [...args, '--export-json', file];
  const ended = await startCliOn(kubeconfigOf(folder, cluster.url), command, options).ended;
  return { ...ended, result: resultIn(file) };
}

/** The result in a file; null where there is none. @throws where it is not as its schema says */
export function resultIn(file: string): Result | null {
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  return parseResult(json);
}
