import { randomInt } from 'node:crypto';
import type { InputName, PolicyChoice, RunInput } from '../../core/config/input.ts';
import { settings, type SettingName } from '../../core/config/settings.ts';
import type { Problem } from '../../core/errors.ts';
import { nearest } from '../../core/config/suggest.ts';
import { findUsualConfig } from '../shared/read-text.ts';
import type { ClusterKind } from '../shared/cluster-kinds.ts';
import { inputs, type Input } from './inputs.ts';
import type { Toolkit } from './toolkit.ts';

/** The inputs that say something: empty ones and those that repeat their default are as good as absent. */
export class Given {
  readonly #values: ReadonlyMap<string, string>;
  readonly problems: Problem[] = [];

  /** @param instead values that stand for what was given, such as the file of a kubeconfig's content */
  constructor(toolkit: Pick<Toolkit, 'input'>, instead: ReadonlyMap<string, string> = new Map()) {
    this.#values = new Map(
      inputs
        .map(({ name }): [string, string] => [name, instead.get(name) ?? toolkit.input(name).trim()])
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

  /** One of some words; a wrong one is a problem, and the default goes on for it. */
  oneOf<T extends string>(name: string, words: readonly T[], standard: T): T {
    return this.#word(name, this.text(name) ?? standard, words) ?? standard;
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
    this.problems.push({ field: name, value, message: `must be ${words.join(' or ')}`, ...fix });
    return null;
  }

  flag(name: string): boolean {
    return this.oneOf(name, ['true', 'false'], 'false') === 'true';
  }

  /** The inputs that belong to other kinds of cluster. */
  misplaced(cluster: ClusterKind): Input[] {
    return inputs.filter(
      ({ name, only }) => only !== undefined && !only.includes(cluster) && this.#values.has(name),
    );
  }

  #policy(): PolicyChoice | null {
    const path = this.text('policy');
    const timing = this.text('policy-timing');
    if (path === null && timing !== null)
      this.problems.push({
        field: 'policy-timing',
        message: 'belongs to the input policy',
        fix: 'name the policy, or leave it out',
      });
    return path === null ? null : { path, ...(timing === null ? {} : { timing }) };
  }

  /** What the inputs say about a plan; without a word of what to start, the usual configuration file says it. */
  runInput(): RunInput {
    const given = inputs.flatMap(({ name, setting, ownWord }): [SettingName, string][] => {
      const value = this.text(name);
      return setting === undefined || value === null || value === ownWord ? [] : [[setting, value]];
    });
    const says = given.some(([setting]) => settings[setting].describesWorkload);
    const policy = this.#policy();
    const found = !says && policy === null ? (findUsualConfig() ?? null) : null;
    const config = this.text('config') ?? found;
    return {
      ...(config === null ? {} : { config }),
      ...(policy === null ? {} : { policy }),
      settings: Object.fromEntries(given),
      nameOf: inputNameOf,
      fileMayConfirm: false,
      randomSeed: randomInt(2 ** 32),
    };
  }
}

const names = new Map(inputs.map(({ name, setting }) => [setting, name]));

/** Inputs that are no settings of a plan. */
const ownNames: Partial<Record<InputName, string>> = {
  policyTiming: 'policy-timing',
};

function isSetting(name: InputName): name is SettingName {
  return name in settings;
}

/** How a setting is called in problems. */
export function inputNameOf(name: InputName): string {
  return isSetting(name) ? (names.get(name) ?? name) : (ownNames[name] ?? name);
}
