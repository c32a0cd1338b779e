/** A terminal, a pipe or a file to print to. */
export interface Output extends NodeJS.WritableStream {
  isTTY?: boolean;
  columns?: number;
}

/** What a command may touch of its process. */
export interface Context {
  /** The report and nothing else. */
  stdout: Output;
  /** Progress, notes and errors. */
  stderr: Output;
  env: Readonly<Record<string, string | undefined>>;
  /** Where signals and uncaught errors arrive: the process itself. */
  signals: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  /** Whether SIGHUP means nothing, as under nohup. */
  ignoresHangup: boolean;
  /** Ends the process at once, with nothing cleaned up. */
  exitNow: (code: number) => void;
}

const usualColumns = 80;
/** Nothing can be read in fewer. A terminal that nobody has given a size, as under expect and `ssh -tt`, says 0. */
const fewestColumns = 10;

/** Columns of a terminal; 80 where it does not know them. */
export function columnsOf({ columns = usualColumns }: Pick<Output, 'columns'>): number {
  return columns >= fewestColumns ? columns : usualColumns;
}
