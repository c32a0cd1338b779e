import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProvidedCluster } from '../../src/clusters/choice.ts';
import type { ClusterEnd } from '../../src/clusters/provider.ts';
import type { ClusterLogs } from '../../src/core/cluster-names.ts';
import { making, standFor } from './making.ts';
import { standIns } from './stand-in.ts';

interface Ended {
  /** Folders with logs. */
  folders: string[];
  reported: string[];
  ran: string[];
  warnings: string[];
  clusters: string[];
}

/** A cluster that is created and deleted after work that ended in some way. */
async function ended(
  choice: ProvidedCluster,
  { logs, end }: { logs: ClusterLogs; end: ClusterEnd },
  env: Record<string, string> = {},
): Promise<Ended> {
  using stand = standIns(env);
  const logsFolder = mkdtempSync(join(tmpdir(), 'logs-'));
  const reported: string[] = [];
  const onLogs = (folder: string): void => void reported.push(folder);
  const { provider, warnings } = standFor({ ...choice, logs, logsFolder, onLogs }, stand);
  const { signal } = new AbortController();
  const started = await provider.start(signal);
  await started.stop(signal, end);
  const folders = readdirSync(logsFolder).map((name) => join(logsFolder, name));
  expect(folders.every((folder) => existsSync(folder))).toBe(true);
  rmSync(logsFolder, { recursive: true });
  return { folders, reported, ran: stand.ran(), warnings, clusters: stand.clusters() };
}

const collects = /^(kind export logs|minikube logs|docker logs) /;

describe.each(making)('The logs of the nodes of $kind', (choice) => {
  it.each([
    ['on-failure', 'failed'],
    ['always', 'failed'],
    ['always', 'done'],
  ] as const)('are collected before the deletion: %s, of a run that %s', async (logs, end) => {
    const { folders, reported, ran, warnings, clusters } = await ended(choice, { logs, end });
    expect(folders).toHaveLength(1);
    expect(reported).toEqual(folders);
    const collected = ran.findIndex((line) => collects.test(line));
    expect(ran[collected]).toContain('slo');
    expect(ran.findLastIndex((line) => / (delete|rm --force) /.test(line))).toBeGreaterThan(collected);
    expect({ warnings, clusters }).toEqual({ warnings: [], clusters: [] });
  });

  it.each([
    ['never', 'failed'],
    ['on-failure', 'done'],
    ['on-failure', 'interrupted'],
    ['always', 'interrupted'],
  ] as const)('are not collected: %s, of a run that %s', async (logs, end) => {
    const { folders, reported, ran } = await ended(choice, { logs, end });
    expect({ folders, reported }).toEqual({ folders: [], reported: [] });
    expect(ran.filter((line) => collects.test(line))).toEqual([]);
  });

  it('that cannot be collected are a warning, and the cluster is deleted', async () => {
    const { warnings, clusters } = await ended(choice, { logs: 'always', end: 'done' }, { FAIL: 'logs' });
    expect(warnings).toEqual([expect.stringContaining('the logs of the nodes could not be exported')]);
    expect(clusters).toEqual([]);
  });
});
