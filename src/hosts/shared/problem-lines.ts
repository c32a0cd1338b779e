import type { Problem } from '../../core/errors.ts';
import { cleanText } from '../../reports/wording/clean.ts';
import type { Style } from '../../reports/wording/style.ts';

/** `--port: must be a whole number (got "80b")`, and below it what to do. */
export function problemLines({ field, value, message, fix }: Problem, style: Style): string[] {
  const got = value === undefined ? '' : ` (got "${cleanText(value)}")`;
  return [
    `  ${style('strong', cleanText(field))}: ${printable(message)}${got}`,
    ...(fix === undefined ? [] : [`    fix: ${printable(fix)}`]),
  ];
}

/** Line breaks stay, since the output of other programs has them. */
export function printable(text: string): string {
  return text
    .split('\n')
    .map((line) => indentOf(line) + cleanText(line))
    .join('\n');
}

function indentOf(line: string): string {
  return /^ */.exec(line)?.[0] ?? '';
}
