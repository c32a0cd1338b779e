import type { Environment } from '../start-run.ts';
import type { Toolkit } from './toolkit.ts';

/** What the action may touch of its process. */
export interface Host {
  env: Environment;
  toolkit: Toolkit;
  /** Where signals arrive: the process itself. */
  signals: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  /** Ends the process at once. */
  exitNow: (code: number) => void;
}
