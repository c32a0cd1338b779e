import type { ApiClient } from '../api/api.ts';
import type { ApiObject } from './known-objects.ts';
import { Reflector } from './reflector.ts';
import type { Blindness } from './watch-gap.ts';
import type { WatchTarget, WatchHandlers, WatchOptions } from './watch-handlers.ts';

export type { ApiObject, ChangeType } from './known-objects.ts';
export { replayMs, type Blindness, type WatchGap } from './watch-gap.ts';

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
