import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '../core/errors.ts';
import { parseHistory, type History } from '../core/history.ts';
import { writeNew } from '../files/write-whole.ts';
import { keyOf } from './marker.ts';

/**
 * The results of a branch in the cache of GitHub Actions: nothing to set up, no permission to write contents. A job
 * reads what its own branch, the branch it is to be merged into, or the default branch has stored; a pull request can
 * only write where nobody else reads (https://docs.github.com/actions/reference/workflows-and-actions/dependency-caching).
 */
export interface HistoryCache {
  /** The newest history, or why there is none. */
  restore: () => Promise<{ history: History } | { why: string }>;
  /** Stores a history for later jobs. Says why it could not. */
  save: (history: History) => Promise<string | null>;
}

export interface HistoryPlace {
  /** What sets one history apart: names of scenarios, leg of a matrix. */
  key: readonly string[];
  /** Folder that the job works in; a file is there for a moment. */
  workspace: string;
  run: { runId: number; attempt: number };
}

/** The path is part of what the cache looks a file up by, so it is the same everywhere. */
const path = '.pod-start-slo-history/history.json';

export function historyCache({ key, workspace, run }: HistoryPlace): HistoryCache {
  const prefix = `pod-start-slo-history-v1-${keyOf(...key)}-`;
  const ownKey = `${prefix}${run.runId}-${run.attempt}`;
  const file = join(workspace, path);
  const remove = (): Promise<void> => rm(dirname(file), { recursive: true, force: true });
  return {
    async restore() {
      const cache = await import('@actions/cache');
      if (!cache.isFeatureAvailable()) return { why: 'this runner has no cache' };
      try {
        await remove();
        // Another attempt of this run may have stored its own: the prefix finds the newest of all.
        const found = await cache.restoreCache([path], ownKey, [prefix]);
        if (found === undefined) return { why: 'no earlier run has stored a result' };
        const history = parseHistory(await readFile(file, 'utf8'));
        return history === null ? { why: 'what is stored is of another version' } : { history };
      } catch (error) {
        return { why: `the cache could not be read: ${messageOf(error)}` };
      } finally {
        await remove();
      }
    },
    async save(history) {
      const cache = await import('@actions/cache');
      if (!cache.isFeatureAvailable()) return 'this runner has no cache';
      try {
        // What is there came with the checkout, perhaps as a link to elsewhere.
        await remove();
        await mkdir(dirname(file));
        await writeNew(file, JSON.stringify(history));
        return (await cache.saveCache([path], ownKey)) < 0 ? 'the cache did not take it' : null;
      } catch (error) {
        return messageOf(error);
      } finally {
        await remove();
      }
    },
  };
}
