import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { messageOf } from '../../core/errors.ts';
import type { RawValue, ReadText, RunInput } from '../../core/config/input.ts';
import { settings, type SettingName } from '../../core/config/settings.ts';
import type { FlagValues } from './flag-values.ts';
import type { Flag } from './flag.ts';
import { runFlags } from './flags.ts';

export const usualConfig = 'pod-start-slo.yml';

const flagOf = new Map(
  runFlags.flatMap(({ flags }) =>
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

const standardInput = '-';
const readProblems: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be read',
};

/** Reads a file, or standard input where it is called `-`. */
export const readTextFile: ReadText = (path) => {
  try {
    return readFileSync(path === standardInput ? 0 : path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { problem: readProblems[code] ?? messageOf(error) };
  }
};
