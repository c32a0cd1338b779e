import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, PodStartSloError } from '../core/errors.ts';
import { note, warn } from './note.ts';
import type { ClusterEnd, Provider, Work } from './provider.ts';

/** The logs of a large cluster are not worth more of a user's time. */
const mostMs = 60_000;

/** The error of a start that failed, with where the logs of the nodes are. Never throws. */
export async function explainWithLogs(error: unknown, provider: Provider, work: Work): Promise<unknown> {
  const isWanted = error instanceof PodStartSloError && error.code === 'cluster';
  const { settings, options } = work;
  if (!isWanted || settings.logs === 'never' || options.signal.aborted) return error;
  const collected = await collectLogs(provider, work, options.signal);
  if (collected === null) return error;
  const { message } = collected;
  const hint = error.facts.hint === undefined ? message : `${message}; ${error.facts.hint}`;
  return new PodStartSloError(error.code, error.message, { ...error.facts, hint }, error);
}

/**
 * Collects the logs of the nodes of a cluster that is about to be deleted, where that is wanted. Nobody waits for them
 * after an interruption. Never throws.
 */
export async function logsBeforeDeletion(
  end: ClusterEnd,
  { provider, work }: { provider: Provider; work: Work },
  signal: AbortSignal,
): Promise<void> {
  const { logs } = work.settings;
  const isWanted = logs === 'always' || (logs === 'on-failure' && end === 'failed');
  if (!isWanted || end === 'interrupted' || signal.aborted) return;
  const collected = await collectLogs(provider, work, signal);
  if (collected === null) return;
  const { message, isComplete } = collected;
  (isComplete ? note : warn)(work.deps, message);
}

/** Where the logs are, in words; null where they have no place. */
async function collectLogs(
  provider: Provider,
  { settings, options }: Work,
  until: AbortSignal,
): Promise<{ message: string; isComplete: boolean } | null> {
  const { logsFolder, name, onLogs } = settings;
  if (logsFolder === null) return null;
  try {
    await mkdir(logsFolder, { recursive: true });
    const folder = await mkdtemp(join(logsFolder, `pod-start-slo-${provider.name}-logs-${name}-`));
    onLogs?.(folder);
    const signal = AbortSignal.any([until, AbortSignal.timeout(mostMs)]);
    await provider.exportLogs(name, folder, { ...options, signal });
    return { message: `the logs of the nodes are in ${folder}`, isComplete: true };
  } catch (failure) {
    const [why = ''] = messageOf(failure).split('\n');
    return { message: `the logs of the nodes could not be exported (${why})`, isComplete: false };
  }
}
