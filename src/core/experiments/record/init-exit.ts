import type { ContainerFacts } from '../../observation.ts';

/** When an init container ended, in whole seconds of its node's clock; null where that is not known. */
export interface InitExit {
  unixMs: number | null;
}

/** The end of an init container; null where it has none. The end of one that was restarted is not that of its first run. */
export function initExitOf({ init, state, restartCount, finishedUnixMs }: ContainerFacts): InitExit | null {
  if (!init || state !== 'terminated') return null;
  return { unixMs: restartCount === 0 ? (finishedUnixMs ?? null) : null };
}
