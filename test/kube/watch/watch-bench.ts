import { afterEach, beforeEach, vi } from 'vitest';
import type { Seen } from '../../../src/core/observation.ts';
import type { ApiClient } from '../../../src/kube/api/api.ts';
import { watchList, type ChangeType, type Watch, type WatchGap } from '../../../src/kube/watch/watch.ts';
import { clientOf, impatientClock } from '../kube-harness.ts';
import { ScriptedApiServer, type TestItem } from '../scripted-api-server.ts';

const path = '/api/v1/namespaces/x/pods';
export const lists = `GET ${path}`;
export const watches = `WATCH ${path}`;

export interface SeenChange {
  type: ChangeType;
  name: string;
  version: string;
  by: Seen['by'];
}

/** All that a watch told its handlers. */
export interface Watching {
  watching: Watch;
  changes: SeenChange[];
  stamps: { receivedMs: number; seen: Seen }[];
  syncs: { names: string[]; sinceMs: number | null }[];
  gaps: WatchGap[];
  sleeps: readonly number[];
}

export interface WatchBench {
  readonly server: ScriptedApiServer;
  readonly api: ApiClient;
  readonly aborter: AbortController;
  start(options?: { idleMs?: number; labelSelector?: string }): Watching;
}

/** A server, a client and the watches of a test, made before and torn down after each. */
export function watchBench(): WatchBench {
  let parts: { server: ScriptedApiServer; api: ApiClient; aborter: AbortController; open: Watch[] };
  beforeEach(async () => {
    const server = await ScriptedApiServer.start();
    parts = { server, api: await clientOf(server), aborter: new AbortController(), open: [] };
  });
  afterEach(async () => {
    await Promise.all(parts.open.map((one) => one.stop()));
    await parts.api.close();
    await parts.server.close();
  });
  return {
    get server() {
      return parts.server;
    },
    get api() {
      return parts.api;
    },
    get aborter() {
      return parts.aborter;
    },
    start({ idleMs = 5000, ...selectors } = {}) {
      const seen = { changes: [], stamps: [], syncs: [], gaps: [] } as Omit<Watching, 'watching' | 'sleeps'>;
      const clock = impatientClock();
      const watching = watchList<TestItem>(
        parts.api,
        { path, resourceName: 'pods', ...selectors },
        {
          onSync: (items, sinceMs) =>
            seen.syncs.push({ names: items.map(({ metadata }) => metadata.name), sinceMs }),
          onChange: (type, { metadata }, receivedMs, how) => {
            seen.changes.push({ type, name: metadata.name, version: metadata.resourceVersion, by: how.by });
            seen.stamps.push({ receivedMs, seen: how });
          },
          onGap: (gap) => seen.gaps.push(gap),
        },
        { clock, signal: parts.aborter.signal, idleMs },
      );
      parts.open.push(watching);
      return { watching, ...seen, sleeps: clock.sleeps };
    },
  };
}

export function soon(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 2000, interval: 5 });
}

export function change(type: ChangeType, name: string, version: number, by: Seen['by']): SeenChange {
  return { type, name, version: String(version), by };
}
