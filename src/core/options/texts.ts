import type { About, Option } from './option.ts';

/** The help of an option as a sentence: `Image to start in a pod.` */
export function sentence(help: string): string {
  // A word in code keeps its small letter.
  const start = help.startsWith('`') ? help : `${help.charAt(0).toUpperCase()}${help.slice(1)}`;
  return `${start}.`;
}

/** All that the reference of the configuration file says; a fixed default has a place of its own there. */
export function description({ help, more, otherwise }: About): string {
  const standard = otherwise === undefined ? '' : `Default: ${otherwise}.`;
  return [sentence(help), more ?? '', standard].filter((each) => each !== '').join(' ');
}

/** What holds where an option is not given, in words; undefined for a switch, and where nothing does. */
export function defaultText({
  otherwise,
  default: value,
}: Pick<Option, 'otherwise' | 'default'>): string | undefined {
  if (otherwise !== undefined) return otherwise;
  if (value === undefined || typeof value === 'boolean') return undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** Without the marks of code, for a terminal. */
export function plainText(text: string): string {
  return text.replaceAll('`', '');
}
