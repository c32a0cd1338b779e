import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { RawValue, RunInput } from '../../core/config/input.ts';
import { settings, type SettingName } from '../../core/config/settings.ts';
import type { FlagValues } from './flag-values.ts';
import type { Flag } from './flag.ts';
import { usualConfig } from '../shared/read-text.ts';
import { runFlags, watchFlags } from './flags.ts';

const flagOf = new Map(
  [...runFlags, ...watchFlags].flatMap(({ flags }) =>
    flags.flatMap((flag): [SettingName, Flag][] =>
      flag.setting === undefined ? [] : [[flag.setting, flag]],
    ),
  ),
);

/** What the flags say about a plan; without a word of what to start, the usual configuration file says it. */
export function runInputOf(flags: FlagValues): RunInput {
  const given = settingsOf(flags);
  const says = Object.keys(settings).some(
    (name) => isSetting(name) && name in given && settings[name].describesWorkload,
  );
  const found = !says && existsSync(usualConfig) ? usualConfig : undefined;
  const config = flags.text('config') ?? found;
  return {
    ...(config === undefined ? {} : { config }),
    settings: given,
    nameOf: (setting) => `--${setting === 'config' ? 'config' : (flagOf.get(setting)?.name ?? setting)}`,
    randomSeed: randomInt(2 ** 32),
  };
}

function settingsOf(flags: FlagValues): RunInput['settings'] {
  const given: [SettingName, RawValue][] = [];
  for (const [setting, flag] of flagOf) {
    if (flags.has(flag.name)) given.push([setting, valueOf(flag, flags)]);
  }
  return Object.fromEntries(given);
}

function valueOf({ name, value, repeatable }: Flag, flags: FlagValues): RawValue {
  if (repeatable === true) return flags.list(name);
  return value === undefined ? !name.startsWith('no-') : (flags.text(name) ?? '');
}

function isSetting(name: string): name is SettingName {
  return name in settings;
}
