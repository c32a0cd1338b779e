import { textKindOf, type TextKind } from '../../core/config/rules.ts';
import { kebab, type Option, type Table } from '../../core/options/option.ts';
import type { OptionName } from '../../core/options/table.ts';
import { defaultText, sentence } from '../../core/options/texts.ts';

/** One input of the action: action.yml, action-types.yml and docs/reference/action.md are generated from here. */
export interface Input {
  name: string;
  text: string;
  /** The only words that it takes, or what kind of text it is; a string where neither is said. */
  values?: readonly string[] | 'boolean' | 'integer';
  /** Set if it takes one value per line. */
  isList?: true;
  /** What the runner fills in where nothing was given. */
  default?: string;
  /** What holds without it, where the runner fills in nothing. */
  standard?: string;
  /** The option that it gives; absent for an input of the action alone. */
  option?: OptionName;
  /** A value that gives no option, but means something to the action alone. */
  ownWord?: string;
  /** The values of `cluster` that it concerns; with another one it is refused. */
  only?: readonly string[];
}

export interface InputGroup {
  title: string;
  inputs: readonly Input[];
}

/** Kinds of values that an input takes one per line. */
const listKinds = new Set<TextKind>(['lines', 'paths', 'pairs']);

/** What an option's type means for editors; a word of the action's own widens it to any text. */
function valuesOf(option: Option, ownWord: string | undefined): Pick<Input, 'values'> {
  if (option.level === 'host' || ownWord !== undefined) return {};
  const [kind, ...limits] = option.type;
  if (kind === 'wholeNumber') return { values: 'integer' };
  if (kind === 'yesOrNo') return { values: 'boolean' };
  return kind === 'oneOf' ? { values: limits[0] as readonly string[] } : {};
}

/** The inputs of the options that have one. */
export function inputsOf(table: Table): Input[] {
  return Object.entries(table).flatMap(([name, { action, ...about }]): Input[] => {
    if (action === undefined) return [];
    const { input = kebab(name), help = about.help, otherwise, ...words } = action;
    const isList = about.level !== 'host' && listKinds.has(textKindOf(about.type));
    const standard = otherwise ?? defaultText(about);
    return [
      {
        ...words,
        name: input,
        text: `${sentence(help)}${isList ? ' One per line.' : ''}`,
        option: name as OptionName,
        ...valuesOf(about, words.ownWord),
        ...(isList ? { isList } : {}),
        ...(standard === undefined ? {} : { standard }),
        ...(about.only === undefined ? {} : { only: about.only }),
      },
    ];
  });
}
