import { randomInt } from 'node:crypto';
import type { RawValue, RunInput } from '../../core/config/input.ts';
import { describesWorkload } from '../../core/config/sources.ts';
import { areas, settings, type OptionName, type SettingName } from '../../core/options/table.ts';
import { findUsualConfig } from '../shared/read-text.ts';
import type { FlagValues } from './flag-values.ts';
import { flagsOf, type Flag } from './flag.ts';

const flagOf = new Map<string, Flag>(
  Object.values(areas).flatMap(({ options }) =>
    flagsOf(options).map((flag): [string, Flag] => [flag.option ?? flag.name, flag]),
  ),
);

/** What the flags say about a plan; without a word of what to start, the usual configuration file says it. */
export function runInputOf(flags: FlagValues): RunInput {
  const policy = flags.text('policy');
  const given: RunInput = {
    ...(policy === undefined ? {} : { policy: { path: policy } }),
    settings: settingsOf(flags),
    nameOf: fieldOf,
    randomSeed: randomInt(2 ** 32),
  };
  const found = !describesWorkload(given) && policy === undefined ? findUsualConfig() : undefined;
  const config = flags.text('config') ?? found;
  return config === undefined ? given : { ...given, config };
}

/** Whether there is a word of what to start, or of where that is written. */
export function saysWhatToStart(input: RunInput): boolean {
  return input.config !== undefined || input.policy !== undefined || describesWorkload(input);
}

/** How an option is called in problems: by its flag, or by its key where it has none. */
function fieldOf(name: OptionName): string {
  const flag = flagOf.get(name);
  if (flag !== undefined) return `--${flag.name}`;
  return name in settings ? settings[name as SettingName].path : name;
}

function settingsOf(flags: FlagValues): RunInput['settings'] {
  const given: [string, RawValue][] = [];
  for (const [name, flag] of flagOf)
    if (name in settings && flags.has(flag.name)) given.push([name, valueOf(flag, flags)]);
  return Object.fromEntries(given);
}

function valueOf({ name, value, repeatable }: Flag, flags: FlagValues): RawValue {
  if (repeatable === true) return flags.list(name);
  return value === undefined ? !name.startsWith('no-') : (flags.text(name) ?? '');
}
