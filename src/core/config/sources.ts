import type { Problem } from '../errors.ts';
import { settingNames, settings, type SettingName } from '../options/table.ts';
import { readConfigFile, readOptions, type ConfigFile, type OptionsText } from './config-file.ts';
import type { ReadText, RunInput } from './input.ts';
import { getIn } from './paths.ts';
import { pathOf, workloadSettings } from './setting-values.ts';

/** Where a run's values come from, besides flags and inputs. */
export interface Sources {
  /** The configuration file, or options that name scenarios and so stand for one. */
  file: ConfigFile | null;
  /** Options that go over the file, or over nothing. */
  over: OptionsText | null;
  problems: readonly Problem[];
}

export function readSources(input: RunInput, readText: ReadText): Sources {
  const options = readOptions(input);
  const named = input.config === undefined ? null : readConfigFile(input.config, input, readText);
  const both = options?.hasScenarios === true && named !== null ? [twoFiles(input)] : [];
  const isFile = options?.hasScenarios === true && named === null;
  const problems = [...(named?.problems ?? []), ...(options?.problems ?? []), ...both];
  return { file: isFile ? options : named, over: isFile ? null : options, problems };
}

function twoFiles({ nameOf }: RunInput): Problem {
  return {
    field: `${nameOf('options')}.scenarios`,
    message: `cannot be combined with ${nameOf('config')}: the file has the scenarios`,
    fix: 'keep the scenarios in one of the two',
  };
}

/** A value that flags, inputs or options give, and what it is called there. */
export interface GivenSetting {
  name: SettingName;
  field: string;
}

/** Settings of a scenario that were given outside of the configuration file. */
export function givenSettings(input: RunInput, over: ConfigFile | null): GivenSetting[] {
  return settingNames.flatMap((name) => {
    if (settings[name].level !== 'scenario') return [];
    if (input.settings[name] !== undefined) return [{ name, field: input.nameOf(name) }];
    const path = pathOf(name);
    const { value = {}, nameOf } = over?.defaults ?? {};
    return nameOf === undefined || (getIn(value, path) ?? null) === null
      ? []
      : [{ name, field: nameOf(path) }];
  });
}

/** Whether there is a word of what to start besides a configuration file and a policy. */
export function describesWorkload(input: RunInput): boolean {
  const options = readOptions(input);
  const given = givenSettings(input, options);
  return (
    options?.hasScenarios === true ||
    workloadSettings(input).length > 0 ||
    given.some(({ name }) => settings[name].describesWorkload === true)
  );
}
