import { fstatSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';

/** What became of what was written to a stream of the process. */
export interface WrittenOutput {
  /** Why something could not be written; null where all was, or the reader has gone away, as `| head` does. */
  readonly failure: string | null;
}

/** A stream of this process. */
export type OwnStream = NodeJS.WritableStream & { fd?: number };

/** From now on a stream that cannot be written ends nothing: a disk that is full, a terminal that was closed. */
export function surviveFailures(stream: OwnStream): WrittenOutput {
  const written = { failure: null as string | null };
  const { fd } = stream;
  if (fd !== undefined && isFile(fd) && stream instanceof Writable) writeWholeTo(stream, fd);
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') written.failure ??= error.message;
  });
  return written;
}

/** Resolves with why a text could not be written; null where it was, or the reader has gone away. */
export function writeText(stream: NodeJS.WritableStream, text: string): Promise<string | null> {
  return new Promise((resolve) => {
    stream.write(text, (error?: NodeJS.ErrnoException | null) => {
      resolve(error === undefined || error === null || error.code === 'EPIPE' ? null : error.message);
    });
  });
}

/** What is said on standard error of a report that could not be printed. */
export function lostReport(failure: string): string {
  return `error: standard output could not be written: ${failure}\n`;
}

/** Node writes to a file once and takes a part for the whole: a disk that fills up would cut a report without an error. */
function writeWholeTo(stream: Writable, fd: number): void {
  stream._write = (chunk: Buffer, _encoding, done) => {
    try {
      for (let from = 0; from < chunk.length;) from += writeSync(fd, chunk, from);
      done();
    } catch (error) {
      done(error as Error);
    }
  };
}

function isFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false;
  }
}
