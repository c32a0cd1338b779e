import type { Seen } from '../../core/observation.ts';
import type { Clock } from '../../core/ports.ts';
import type { ChangeType } from './known-objects.ts';
import type { WatchGap } from './watch-gap.ts';

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
