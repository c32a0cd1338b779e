import { stringify } from 'yaml';
import { merge, nest } from '../../../src/core/config/paths.ts';
import { textKindOf } from '../../../src/core/config/rules.ts';
import { kebab } from '../../../src/core/options/option.ts';
import { settings } from '../../../src/core/options/table.ts';
import { inputs } from '../../../src/hosts/action/inputs.ts';

/** The `with:` of a step in which every setting is written like an input: those that have none go into `options`. */
export function stepInputs(given: Readonly<Record<string, string>>): Record<string, string> {
  const own = new Set(inputs.map(({ name }) => name));
  const entries = Object.entries(given);
  const others = entries.filter(([name]) => !own.has(name));
  const options = others.reduce<Record<string, unknown>>(
    (all, [name, value]) => merge(all, optionOf(name, value)),
    {},
  );
  const rest = Object.fromEntries(entries.filter(([name]) => own.has(name)));
  return others.length === 0 ? rest : { ...rest, options: stringify(options) };
}

/** Numbers and booleans are given as text; arguments as words without quotes. */
function optionOf(name: string, value: string): Record<string, unknown> {
  const setting = Object.entries(settings).find(([each]) => kebab(each) === name)?.[1];
  if (setting === undefined) throw new Error(`there is no setting ${name}`);
  const { level, path, type } = setting;
  const isPlain = ['number', 'boolean'].includes(textKindOf(type));
  const parsed: unknown = type[0] === 'words' ? value.split(' ') : isPlain ? JSON.parse(value) : value;
  const whole = nest(path.split('.'), parsed);
  return level === 'scenario' ? { defaults: whole } : whole;
}
