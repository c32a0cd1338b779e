import type { CommandOptions } from '../programs/command.ts';
import type { OwnNote } from './note.ts';

/** A cluster to be deleted, and what may be taken for it. */
export interface Removal {
  note: OwnNote;
  env: CommandOptions['env'];
  signal: AbortSignal;
  /**
   * Whether what has the cluster's name is the run's while it creates it, also what it has not seen: the caller knows that
   * nobody else was about to. Else only what it has seen is deleted.
   */
  trustsName: boolean;
}
