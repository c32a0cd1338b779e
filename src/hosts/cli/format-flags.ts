import { alternatives } from '../../core/sentence.ts';
import type { Format } from '../../reports/formats/format.ts';
import { formats } from '../../reports/formats/registry.ts';
import type { Flag } from './flag.ts';

/** `export-junit`: the flag that names the file of a format. */
export function exportFlagOf({ name }: Format): string {
  return `export-${name}`;
}

/** The flags that write files: one for each format. */
export const exportFlags: readonly Flag[] = formats.map((format) => ({
  name: exportFlagOf(format),
  value: 'FILE',
  text: `write ${format.writes}`,
}));

/** The same for a command that writes another result than a run does; `text` says which. */
export function exportsOf(text: string): Flag[] {
  return exportFlags.map((flag) => (flag.name === 'export-json' ? { ...flag, text } : flag));
}

/** `table, json, markdown or csv`: what --format takes. */
export const printedForms = alternatives(['table', ...formats.map(({ name }) => name)]);

export const formatFlag: Flag = {
  name: 'format',
  value: 'FORM',
  text: `${printedForms}, on standard output`,
  standard: 'table',
};
