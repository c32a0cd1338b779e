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
  /** Where signals arrive: the process itself. */
  signals: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  /** Ends the process at once, with nothing cleaned up. */
  exitNow: (code: number) => void;
}
