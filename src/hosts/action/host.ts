import type { Environment } from '../start-run.ts';
import type { Toolkit } from './toolkit.ts';

/** What the action may touch of its process. */
export interface Host {
  env: Environment;
  toolkit: Toolkit;
  /** The process that started this one. */
  parentPid: number;
  /** Where signals and uncaught errors arrive: the process itself. */
  signals: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  /** Whether SIGHUP means nothing, as under nohup. */
  ignoresHangup: boolean;
  /** Ends the process at once. */
  exitNow: (code: number) => void;
}
