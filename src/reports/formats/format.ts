import type { Result } from '../../core/result.ts';

/** Writes a result in one format. */
export type Renderer = (result: Result) => string | Promise<string>;

/** A format that a result can be written in. */
export interface Format {
  /** What --format, --export-NAME and the input `reports` of the action call it. */
  readonly name: string;
  /** What is written, for the help: `the objectives as JUnit XML, for CI systems`. */
  readonly writes: string;
  /** Name of the file that the action writes. */
  readonly file: string;
  /** True where the action writes it in any case, so that its input `reports` does not take it. */
  readonly isAlwaysWritten?: true;
  /** Loads the code that writes it, only when it is needed. */
  readonly load: () => Promise<Renderer>;
}
