import type { InputName } from '../../core/config/input.ts';
import type { Problem } from '../../core/errors.ts';
import { kebab, type Option } from '../../core/options/option.ts';
import { areas } from '../../core/options/table.ts';
import { inputNameOf } from './given.ts';

/** What the flags of the command line, which problems and hints of other rooms name, are called here. */
const wordOf: ReadonlyMap<string, string> = new Map(
  Object.values(areas)
    .flatMap(({ options }) => Object.entries<Option>(options))
    .flatMap(([name, { cli }]) =>
      cli === undefined ? [] : [[cli.flag ?? kebab(name), inputNameOf(name as InputName)] as const],
    ),
);

/** The same with inputs instead of flags: `cluster: existing` for `--cluster existing`. */
export function inActionWords<T extends string | Problem>(said: T): T;
export function inActionWords(said: string | Problem): string | Problem {
  if (typeof said === 'string') return translate(said);
  const { field, message, fix } = said;
  const more = fix === undefined ? {} : { fix: translate(fix) };
  return { ...said, field: translate(field), message: translate(message), ...more };
}

function translate(text: string): string {
  // What stands between quotes is a command line to be typed.
  return text.replaceAll(/"[^"]*"|--([a-z][a-z0-9-]*)( \w)?/g, (match, flag?: string, value = '') => {
    const word = flag === undefined ? undefined : wordOf.get(flag);
    if (word === undefined) return match;
    return value === '' ? word : `${word}:${String(value)}`;
  });
}

/** Advice in prose: `Check --port, …` becomes `Check port, …`. */
export function withInputNames(text: string): string {
  return text.replaceAll(/--([a-z][a-z0-9-]*)/g, (_, flag: string) => wordOf.get(flag) ?? flag);
}
