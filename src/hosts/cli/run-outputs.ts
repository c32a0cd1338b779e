import type { Problem } from '../../core/errors.ts';
import type { Result } from '../../core/result.ts';
import { renderJson } from '../../reports/formats/json.ts';
import { renderTable, verdictLines } from '../../reports/terminal/table.ts';
import type { Style } from '../../reports/wording/style.ts';
import { writeText } from '../shared/written-output.ts';
import { styleFor } from './color.ts';
import { exportFilesOf, writeExport, writeExports } from './exports.ts';
import type { FlagValues } from './flag-values.ts';
import { Journal } from './journal.ts';
import type { Context } from './streams.ts';

/** Where the result of a run goes. */
export interface Outputs {
  /** Takes the result so far; the file of --export-json, or else the journal, always has the latest. */
  keep: (result: Result) => Promise<void>;
  /**
   * Prints and writes the reports of the last result that was kept, if there was one; once. Says where a report that could
   * not be printed is kept.
   */
  finish: (say: (line: string) => void) => Promise<void>;
  /** The last result that was kept. */
  readonly latest: Result | null;
}

/** The outputs that the flags ask for; files are tried now, and what is wrong goes into `problems`. */
export async function outputsOf(
  flags: FlagValues,
  { stdout, env }: Context,
  problems: Problem[],
): Promise<Outputs> {
  const form = flags.text('output') ?? 'table';
  if (form !== 'table' && form !== 'json')
    problems.push({ field: '--output', value: form, message: 'must be table or json' });
  const files = await exportFilesOf(flags, problems);
  const json = files.find(({ format }) => format.name === 'json');
  const style = styleFor(stdout, !flags.has('no-color'));
  const journal = new Journal(env);
  let latest: Result | null = null;
  let isFinished = false;
  return {
    get latest() {
      return latest;
    },
    async keep(result) {
      latest = result;
      if (json === undefined) await journal.keep(result);
      else await writeExport(json, result);
    },
    async finish(say) {
      if (latest === null || isFinished) return;
      isFinished = true;
      const report = form === 'json' ? renderJson(latest) : terminalReport(latest, flags.has('quiet'), style);
      const lost = await writeText(stdout, report);
      await writeExports(
        files.filter((file) => file !== json),
        latest,
      );
      if (lost === null) await journal.discard();
      else if (journal.isKept) say('the result is kept: "pod-start-slo report" prints it');
    },
  };
}

function terminalReport(result: Result, quiet: boolean, style: Style): string {
  return quiet ? `${verdictLines(result, style).join('\n')}\n` : renderTable(result, { style });
}
