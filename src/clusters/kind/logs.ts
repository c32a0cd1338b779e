import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, PodStartSloError } from '../../core/errors.ts';
import { runCommand } from '../programs/command.ts';
import type { KindOptions } from './nodes.ts';

/** The logs of a large cluster are not worth more of a user's time. */
const mostMs = 60_000;

/** What to do about a start that failed, with where the logs of the nodes are. Never throws. */
export async function explainWithLogs(
  error: unknown,
  cluster: string,
  logsFolder: string | null,
  options: KindOptions,
): Promise<unknown> {
  if (logsFolder === null || !(error instanceof PodStartSloError) || error.code !== 'cluster') return error;
  const told = await exportLogs(cluster, logsFolder, options);
  const hint = error.facts.hint === undefined ? told : `${told}; ${error.facts.hint}`;
  return new PodStartSloError(error.code, error.message, { ...error.facts, hint }, error);
}

async function exportLogs(cluster: string, logsFolder: string, options: KindOptions): Promise<string> {
  try {
    await mkdir(logsFolder, { recursive: true });
    const folder = await mkdtemp(join(logsFolder, `pod-start-slo-kind-logs-${cluster}-`));
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(mostMs)]);
    const args = ['export', 'logs', folder, '--name', cluster];
    await runCommand(options.kindPath, args, { env: options.env, signal });
    return `the logs of its nodes are in ${folder}`;
  } catch (failure) {
    const [why = ''] = messageOf(failure).split('\n');
    return `the logs of its nodes could not be exported (${why})`;
  }
}
