import type { Restored } from './restore-scales.ts';

export interface Swept extends Restored {
  deleted: string[];
  /** Runs that are alive and were therefore not touched. */
  alive: string[];
}

export function nothingSwept(): Swept {
  return { deleted: [], restored: [], untouched: [], left: [], alive: [] };
}
