import { kebab, type Table } from '../../core/options/option.ts';
import type { OptionName } from '../../core/options/table.ts';
import { defaultText, plainText } from '../../core/options/texts.ts';

/** One flag: parsed, explained in help and in docs/reference/cli.md from here. */
export interface Flag {
  /** Without its dashes; a switch that turns something off begins with `no-`. */
  name: string;
  short?: string;
  /** What its value is called; a flag without one is a switch. */
  value?: string;
  repeatable?: true;
  text: string;
  /** What holds without it. */
  standard?: string;
  /** The option that it gives; absent for a flag of the command line alone. */
  option?: OptionName;
}

export interface FlagGroup {
  title: string;
  flags: readonly Flag[];
}

/** The flags of the options that have one. */
export function flagsOf(table: Table): Flag[] {
  return Object.entries(table).flatMap(([name, { cli, ...about }]): Flag[] => {
    if (cli === undefined) return [];
    const { flag = kebab(name), help = about.help, ...form } = cli;
    const standard = defaultText(about);
    return [
      {
        ...form,
        name: flag,
        text: plainText(help),
        option: name as OptionName,
        ...(standard === undefined ? {} : { standard: plainText(standard) }),
      },
    ];
  });
}

export function groupOf({ title, options }: { title: string; options: Table }): FlagGroup {
  return { title, flags: flagsOf(options) };
}
