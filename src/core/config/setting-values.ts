import { parseDurationMs } from '../duration.ts';
import type { Problem } from '../errors.ts';
import { settingNames, settings, type Level, type SettingName } from '../options/table.ts';
import type { RawValue, RunInput } from './input.ts';
import type { Layer } from './layers.ts';
import { isContent } from './manifest-sources.ts';
import { merge, nest, startsWith, type Path } from './paths.ts';
import { textKindOf, type TextKind } from './rules.ts';
import { splitWords } from './words.ts';

interface Settings {
  layer: Layer;
  problems: Problem[];
}

/** Where a setting stands in the file, below the run or below a scenario. */
export function pathOf(name: SettingName): readonly string[] {
  return settings[name].path.split('.');
}

/** The settings of a run as a layer over the configuration file, so that both go through the same checks. */
export function runSettings(input: RunInput): Settings {
  return layerOf(input, namesOf('run'));
}

/** The settings of a scenario; over those of a file only the ones that suit every scenario. */
export function scenarioSettings(input: RunInput, overFile: boolean): Settings {
  const excluded = overFile ? workloadSettings(input) : [];
  return layerOf(
    input,
    namesOf('scenario').filter((name) => !excluded.includes(name)),
  );
}

/** Settings that describe what is started, which a configuration file does as well. */
export function workloadSettings(input: RunInput): SettingName[] {
  return settingNames.filter(
    (name) => settings[name].describesWorkload === true && input.settings[name] !== undefined,
  );
}

function namesOf(level: Level): SettingName[] {
  return settingNames.filter((name) => settings[name].level === level);
}

function layerOf(input: RunInput, chosen: readonly SettingName[]): Settings {
  const problems: Problem[] = [];
  let value: Record<string, unknown> = {};
  for (const name of chosen) {
    const raw = input.settings[name];
    if (raw === undefined) continue;
    const read = readSetting(textKindOf(settings[name].type), raw);
    if ('problem' in read) problems.push({ field: input.nameOf(name), ...read.problem });
    else value = merge(value, nest(pathOf(name), read.value));
  }
  const nameOf = (path: Path) => input.nameOf(settingAt(chosen, path) ?? 'image');
  return { layer: { value, nameOf, folder: '' }, problems };
}

function settingAt(chosen: readonly SettingName[], path: Path): SettingName | undefined {
  return chosen.find((name) => startsWith(path, pathOf(name)));
}

type Read = { value: unknown } | { problem: Omit<Problem, 'field'> };

/** Text that does not fit its kind stays text: the schema then says what is allowed. */
function readSetting(kind: TextKind, raw: RawValue): Read {
  switch (kind) {
    case 'text':
      return { value: raw };
    case 'number':
      return { value: toNumber(raw) };
    case 'boolean':
      return { value: toBoolean(raw) };
    case 'milliseconds':
      return { value: toMilliseconds(raw) };
    case 'lines':
      return { value: toLines(raw) };
    case 'paths':
      return toPaths(raw);
    case 'words':
      return toWords(raw);
    case 'pairs':
      return toPairs(toLines(raw));
  }
}

function toNumber(raw: RawValue): RawValue {
  return typeof raw === 'string' && /^-?\d+(\.\d+)?$/.test(raw.trim()) ? Number(raw) : raw;
}

function toBoolean(raw: RawValue): RawValue {
  if (raw === 'true') return true;
  return raw === 'false' ? false : raw;
}

function toMilliseconds(raw: RawValue): RawValue {
  return typeof raw === 'string' ? (parseDurationMs(raw.trim()) ?? toNumber(raw)) : raw;
}

/** A list is taken as it is; text, as an action's input, holds one item a line. */
function toLines(raw: RawValue): readonly string[] {
  if (typeof raw === 'object') return raw;
  return String(raw)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The text of a manifest where its path belongs stays in one piece, for the schema to say so. */
function toPaths(raw: RawValue): Read {
  const lines = typeof raw === 'string' && isContent(raw) ? [raw] : toLines(raw);
  return { value: lines.length === 1 ? lines[0] : lines };
}

function toWords(raw: RawValue): Read {
  if (typeof raw === 'object') return { value: raw };
  const words = splitWords(String(raw));
  return words === null
    ? { problem: { value: String(raw), message: 'a quote is not closed' } }
    : { value: words };
}

function toPairs(lines: readonly string[]): Read {
  // What stands in a line may be a secret, so only its place is told.
  const bad = lines.findIndex((line) => line.indexOf('=') < 1);
  if (bad >= 0) return { problem: { message: `item ${bad + 1} is not of the form NAME=value` } };
  const pairs = lines.map(
    (line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const,
  );
  return { value: Object.fromEntries(pairs) };
}
