import { randomInt } from 'node:crypto';
import type { InputName, RunInput } from '../../core/config/input.ts';
import { describesWorkload } from '../../core/config/sources.ts';
import { nearest } from '../../core/config/suggest.ts';
import { settings, type SettingName } from '../../core/options/table.ts';
import type { Problem } from '../../core/errors.ts';
import { alternatives } from '../../core/sentence.ts';
import { findUsualConfig } from '../shared/read-text.ts';
import { inputs, type Input } from './inputs.ts';
import type { Toolkit } from './toolkit.ts';

/** The inputs that say something: empty ones are as good as absent. */
export class Given {
  readonly #values: ReadonlyMap<string, string>;
  readonly problems: Problem[] = [];

  /**
   * @param instead values that stand for what was given, such as the file of a kubeconfig's content
   * @param table the inputs that there are
   */
  constructor(
    toolkit: Pick<Toolkit, 'input'>,
    instead: ReadonlyMap<string, string> = new Map(),
    table: readonly Input[] = inputs,
  ) {
    this.#values = new Map(
      table
        .map((input): [string, string] => {
          const { name } = input;
          const value = instead.get(name) ?? toolkit.input(name).trim();
          return [name, value === '' ? fixedDefault(input) : value];
        })
        .filter(([, value]) => value !== ''),
    );
  }

  text(name: string): string | null {
    return this.#values.get(name) ?? null;
  }

  lines(name: string): string[] {
    const lines = (this.text(name) ?? '').split('\n').map((line) => line.trim());
    return lines.filter((line) => line !== '');
  }

  /** One of some words, the first where nothing is given; a wrong one is a problem. */
  oneOf<T extends string>(name: string, words: readonly [T, ...T[]]): T {
    const [first] = words;
    return this.#word(name, this.text(name) ?? first, words) ?? first;
  }

  /** Any of some words, one a line; wrong ones are problems. */
  someOf<T extends string>(name: string, words: readonly T[]): T[] {
    const found = this.lines(name).flatMap((line) => this.#word(name, line, words) ?? []);
    return [...new Set(found)];
  }

  #word<T extends string>(name: string, value: string, words: readonly T[]): T | null {
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    const near = nearest(value, [...words]);
    const fix = near === null ? {} : { fix: `did you mean "${near}"?` };
    this.problems.push({ field: name, value, message: `must be ${alternatives(words)}`, ...fix });
    return null;
  }

  flag(name: string): boolean {
    return this.#word(name, this.text(name) ?? 'false', ['true', 'false']) === 'true';
  }

  /** What the inputs say about a plan; without a word of what to start, the usual configuration file says it. */
  runInput(): RunInput {
    const [policy, options] = [this.text('policy'), this.text('options')];
    const given: RunInput = {
      ...(policy === null ? {} : { policy: { path: policy } }),
      ...(options === null ? {} : { options }),
      settings: this.#settings(),
      nameOf: inputNameOf,
      fileMayConfirm: false,
      randomSeed: randomInt(2 ** 32),
    };
    const found = !describesWorkload(given) && policy === null ? (findUsualConfig() ?? null) : null;
    const config = this.text('config') ?? found;
    return config === null ? given : { ...given, config };
  }

  #settings(): RunInput['settings'] {
    const given = inputs.flatMap(({ name, option, ownWord }): [string, string][] => {
      const value = this.text(name);
      const isSetting = option !== undefined && option in settings;
      return !isSetting || value === null || value === ownWord ? [] : [[option, value]];
    });
    return Object.fromEntries(given);
  }
}

/** The default that action.yml has too; what only GitHub can evaluate is no value here. */
function fixedDefault({ default: value = '' }: Input): string {
  return value.includes('${{') ? '' : value;
}

const names = new Map(inputs.map(({ name, option }) => [option, name]));

/** What an option is called in problems: its input, or its key where it has none. */
export function inputNameOf(name: InputName): string {
  return names.get(name) ?? (name in settings ? settings[name as SettingName].path : name);
}
