import { messageOf, PodStartSloError, usageError, type Problem } from '../../core/errors.ts';
import type { Result } from '../../core/result.ts';
import { renderTable } from '../../reports/terminal/table.ts';
import type { Format, Renderer } from '../../reports/formats/format.ts';
import { formatNamed, formats, renderAs } from '../../reports/formats/registry.ts';
import { unwritable, writeWhole } from '../../files/write-whole.ts';
import { styleFor } from './color.ts';
import type { FlagValues } from './flag-values.ts';
import { exportFlagOf, printedForms } from './format-flags.ts';
import type { Output } from './streams.ts';

/** A file that a flag such as --export-html names. */
export interface ExportFile {
  format: Format;
  path: string;
}

/** The files that the flags name; each is tried now, and what is wrong goes into `problems`. */
export async function exportFilesOf(flags: FlagValues, problems: Problem[]): Promise<ExportFile[]> {
  const files: ExportFile[] = [];
  for (const format of formats) {
    const flag = exportFlagOf(format);
    const path = flags.text(flag);
    if (path === undefined) continue;
    const problem = await unwritable(path, `--${flag}`);
    if (problem !== null) problems.push(problem);
    files.push({ format, path });
  }
  return files;
}

/** Writes every file, whatever becomes of the others. @throws PodStartSloError the first failure */
export async function writeExports(files: readonly ExportFile[], result: Result): Promise<void> {
  const failures: unknown[] = [];
  for (const file of files) await writeExport(file, result).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/** The file could be written when the run began, so this is no usage error. @throws PodStartSloError */
export async function writeExport({ format, path }: ExportFile, result: Result): Promise<void> {
  try {
    await writeWhole(path, await renderAs(format, result));
  } catch (error) {
    const message = `--${exportFlagOf(format)} ${path} could not be written: ${messageOf(error)}`;
    throw new PodStartSloError('cluster', message, {}, error);
  }
}

/** What prints a result in the form that --format asks for. @throws PodStartSloError usage */
export async function printerOf(flags: FlagValues, stdout: Output): Promise<Renderer> {
  const form = flags.text('format') ?? 'table';
  if (form === 'table') {
    const style = styleFor(stdout, !flags.has('no-color'));
    return (result) => renderTable(result, { style });
  }
  const format = formatNamed(form);
  if (format !== null) return await format.load();
  throw usageError([{ field: '--format', value: form, message: `must be ${printedForms}` }]);
}
