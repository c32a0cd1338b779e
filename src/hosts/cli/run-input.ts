import { randomInt } from 'node:crypto';
import type { InputName, PolicyChoice, RawValue, RunInput } from '../../core/config/input.ts';
import { settings, type SettingName } from '../../core/config/settings.ts';
import type { Problem } from '../../core/errors.ts';
import type { FlagValues } from './flag-values.ts';
import type { Flag } from './flag.ts';
import { findUsualConfig } from '../shared/read-text.ts';
import { runFlags, watchFlags } from './flags.ts';

const flagOf = new Map(
  [...runFlags, ...watchFlags].flatMap(({ flags }) =>
    flags.flatMap((flag): [SettingName, Flag][] =>
      flag.setting === undefined ? [] : [[flag.setting, flag]],
    ),
  ),
);

/** Flags that give no setting of a plan. */
const ownFlags: Partial<Record<InputName, string>> = {
  policyTiming: 'policy-timing',
};

/** What the flags say about a plan; without a word of what to start, the usual configuration file says it. */
export function runInputOf(flags: FlagValues): RunInput {
  const given = settingsOf(flags);
  const policy = policyOf(flags);
  const found = !describesWorkload(given) && policy === null ? findUsualConfig() : undefined;
  const config = flags.text('config') ?? found;
  return {
    ...(config === undefined ? {} : { config }),
    ...(policy === null ? {} : { policy }),
    settings: given,
    nameOf: (name) => `--${isSetting(name) ? (flagOf.get(name)?.name ?? name) : (ownFlags[name] ?? name)}`,
    randomSeed: randomInt(2 ** 32),
  };
}

/** Whether there is a word of what to start, or of where that is written. */
export function saysWhatToStart({ config, policy, settings: given }: RunInput): boolean {
  return config !== undefined || policy !== undefined || describesWorkload(given);
}

function describesWorkload(given: RunInput['settings']): boolean {
  return Object.keys(settings).some(
    (name) => isSetting(name) && name in given && settings[name].describesWorkload,
  );
}

function policyOf(flags: FlagValues): PolicyChoice | null {
  const path = flags.text('policy');
  if (path === undefined) return null;
  const timing = flags.text('policy-timing');
  return {
    path,
    ...(timing === undefined ? {} : { timing }),
  };
}

/** Flags that say something about a policy only. */
export function strayPolicyFlags(flags: FlagValues): Problem[] {
  if (flags.has('policy')) return [];
  if (!flags.has('policy-timing')) return [];
  const fix = 'name the policy, or leave it out';
  return [{ field: '--policy-timing', message: 'belongs to --policy', fix }];
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
