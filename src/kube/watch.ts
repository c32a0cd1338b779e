import type { Seen } from '../core/observation.ts';
import type { Clock } from '../core/ports.ts';
import type { ApiClient } from './api.ts';
import type { ApiObject, ChangeType } from './known-objects.ts';
import { Reflector } from './reflector.ts';
import type { Blindness, WatchGap } from './watch-gap.ts';

export type { ApiObject, ChangeType } from './known-objects.ts';
export { replayMs, type Blindness, type WatchGap } from './watch-gap.ts';

export interface WatchTarget {
  /** Path of the collection, e.g. `/api/v1/namespaces/x/pods`. */
  path: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** For messages: `pods`. */
  resourceName: string;
}

export interface WatchHandlers<T> {
  /**
   * After each list. At the start `sinceMs` is null, and onChange is not called for the items. After a gap: monotonic ms since when
   * changes may have been missed; onChange was called already for every difference.
   */
  onSync?(items: readonly T[], sinceMs: number | null): void;
  /**
   * One change. `receivedMs`: monotonic, when its bytes arrived. `seen` is `{by: 'list', sinceMs}` after a gap: for differences found by a
   * relist and for changes a new stream may have replayed. A DELETED found by a relist carries the object as last known.
   */
  onChange(type: ChangeType, object: T, receivedMs: number, seen: Seen): void;
  onGap?(gap: WatchGap): void;
  /** What is kept of an object until it goes, with its uid, name and version at least; default: all but `managedFields`. */
  remember?: ((object: T) => T) | undefined;
}

export interface WatchOptions {
  clock: Clock;
  signal: AbortSignal;
  /**
   * Longest silence before the connection is taken for dead. Default 90 s: quiet streams carry a bookmark about every 60 s
   * (https://kubernetes.io/docs/reference/using-api/api-concepts/#watch-bookmarks).
   */
  idleMs?: number;
}

export interface Watch {
  /**
   * The first list is done and the first watch is established. Rejects with PodStartSloError (cluster) when the server refuses or cannot
   * be reached, with the signal's reason when aborted, with an Error when stopped before.
   */
  readonly ready: Promise<void>;
  /**
   * Opens another stream where this one may be dead without saying so; a gap if something was missed on it. Resolves when
   * one is up, which replays what was missed within `replayMs`; not before, be it never.
   */
  renew(): Promise<void>;
  /** Since when nothing is seen, and why; null while a stream is up. */
  readonly blind: Blindness | null;
  /** Ends at once; afterwards no handler is called. Never rejects. */
  stop(): Promise<void>;
  /** Gaps so far. */
  readonly gaps: number;
}

/**
 * Lists, then watches, and goes on until stopped or aborted, through closed streams, dead connections, expired versions and servers that
 * are away (https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes).
 */
export function watchList<T extends ApiObject>(
  api: ApiClient,
  target: WatchTarget,
  handlers: WatchHandlers<T>,
  { clock, signal, idleMs = 90_000 }: WatchOptions,
): Watch {
  const reflector = new Reflector<T>(api, target, handlers, { clock, signal, idleMs });
  const ended = reflector.run();
  return {
    ready: reflector.ready,
    renew: () => reflector.renew(),
    async stop() {
      reflector.stop();
      await ended;
    },
    get blind() {
      return reflector.blind;
    },
    get gaps() {
      return reflector.gaps;
    },
  };
}
