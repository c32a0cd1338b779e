import { lostReport, type WrittenOutput } from '../shared/written-output.ts';
import { commandTable } from './command-table.ts';
import { exitCodes } from './exit-code.ts';
import type { Context } from './streams.ts';

/** What became of what was printed. */
export type WrittenOutputs = Readonly<Record<'stdout' | 'stderr', WrittenOutput>>;

/** Says on the other stream what could not be written; on standard output only to people, since a program may read it. */
export function tellLostOutput(
  written: WrittenOutputs,
  { stdout, stderr }: Pick<Context, 'stdout' | 'stderr'>,
): void {
  const { stdout: report, stderr: log } = written;
  if (report.failure !== null) stderr.write(lostReport(report.failure));
  if (log.failure !== null && stdout.isTTY === true)
    stdout.write(`warning: standard error could not be written: ${log.failure}\n`);
}

/**
 * A verdict keeps its exit code, whatever becomes of its report. A command that has none and did nothing but print has
 * failed where it could not.
 */
export function exitCodeOfOutput(
  code: number,
  command: string | undefined,
  { failure }: WrittenOutput,
): number {
  const isVerdict = commandTable.find(({ name }) => name === command)?.exitsWithVerdict === true;
  return failure !== null && code === 0 && !isVerdict ? exitCodes.noVerdict : code;
}
