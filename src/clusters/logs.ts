import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, PodStartSloError } from '../core/errors.ts';
import type { Provider, Work } from './provider.ts';

/** The logs of a large cluster are not worth more of a user's time. */
const mostMs = 60_000;

/** The error of a start that failed, with where the logs of the nodes are. Never throws. */
export async function explainWithLogs(error: unknown, provider: Provider, work: Work): Promise<unknown> {
  const isWanted = error instanceof PodStartSloError && error.code === 'cluster';
  const { settings, options } = work;
  if (!isWanted || settings.logsFolder === null || options.signal.aborted) return error;
  const told = await exportLogs(provider, settings.logsFolder, work);
  if (told === null) return error;
  const hint = error.facts.hint === undefined ? told : `${told}; ${error.facts.hint}`;
  return new PodStartSloError(error.code, error.message, { ...error.facts, hint }, error);
}

/** Where the logs are, in words; null where the provider has none. */
async function exportLogs(
  provider: Provider,
  logsFolder: string,
  { settings, options }: Work,
): Promise<string | null> {
  if (provider.exportLogs === undefined) return null;
  try {
    await mkdir(logsFolder, { recursive: true });
    const prefix = `pod-start-slo-${provider.name}-logs-${settings.name}-`;
    const folder = await mkdtemp(join(logsFolder, prefix));
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(mostMs)]);
    await provider.exportLogs(settings.name, folder, { ...options, signal });
    return `the logs of its nodes are in ${folder}`;
  } catch (failure) {
    const [why = ''] = messageOf(failure).split('\n');
    return `the logs of its nodes could not be exported (${why})`;
  }
}
