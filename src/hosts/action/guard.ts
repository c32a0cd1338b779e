import { stripVTControlCharacters } from 'node:util';

/**
 * One line of a log that is nothing but text: no escape sequence, and no command to the runner. It takes a line for a
 * command that begins with `::`, or that holds `##[` anywhere (ActionCommand.cs of actions/runner). It compares as a
 * reader would, so characters that nobody sees go first.
 */
export function guardLine(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\t', ' ')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/^(\s*):(?=:)/u, '$1: ')
    .replaceAll('##[', '# #[');
}

/** Text of several lines, each guarded. */
export function guardLines(text: string): string[] {
  return text.split(/\r\n|[\n\r]/).map(guardLine);
}
