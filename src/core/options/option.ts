import type { ClusterKind } from '../cluster-names.ts';

/** What a value may be: a rule of `core/config/rules.ts` by its name, and what that rule takes. */
export type Type =
  | readonly ['wholeNumber', min: number, max: number]
  | readonly ['milliseconds', min: number, max: number]
  | readonly ['duration', min: string, max: string]
  | readonly ['percentage', min: number, max: number]
  | readonly ['text', error: string, form: RegExp]
  | readonly ['oneOf', values: readonly [string, ...string[]]]
  | readonly ['someOf', values: readonly [string, ...string[]]]
  | readonly ['objectives' | 'limit', largest: string]
  | readonly ['objectName', of: string]
  | readonly ['url', example: string]
  | readonly [keyof Values];

interface Values {
  yesOrNo: boolean;
  servicePort: number | string;
  /** `true`, or `localhost:5001`. */
  registry: boolean | string;
  imageReference: string;
  filePath: string;
  /** Files and folders with manifests: one, or a list. */
  manifestPaths: string | string[];
  filePaths: string[];
  environment: Record<string, string>;
  words: string[];
  texts: string[];
  listenAddress: string;
  urls: string | string[];
}

/** The value as it stands in a configuration file. */
export type ValueOf<T extends Type> = T extends readonly ['oneOf', infer V extends readonly string[]]
  ? V[number]
  : T extends readonly ['someOf', infer V extends readonly string[]]
    ? V[number][]
    : T extends readonly ['wholeNumber' | 'milliseconds', ...unknown[]]
      ? number
      : T extends readonly ['objectives', ...unknown[]]
        ? string[]
        : T[0] extends keyof Values
          ? Values[T[0]]
          : string;

/** The flag of an option. */
export interface Cli {
  /** Without its dashes. Default: the option's name in kebab case; one that begins with `no-` turns it off. */
  flag?: string;
  short?: string;
  /** What its value is called in the help; a flag without one is a switch. */
  value?: string;
  repeatable?: true;
  /** Said instead of the option's help, for a flag that means the opposite. */
  help?: string;
}

/** The input of an option. */
export interface Action {
  /** Default: the option's name in kebab case. */
  input?: string;
  /** A value that means something to the action alone, and gives no setting. */
  ownWord?: string;
  help?: string;
  /** What holds in the action without it, where that differs. */
  otherwise?: string;
}

/** What can be said of an option. Flags, inputs, the schema, the references and the defaults are all made from it. */
export interface About {
  /** In one sentence, without its capital and its full stop. */
  help: string;
  /** Further sentences, for the reference of the configuration file. */
  more?: string;
  /** What holds where it is not given. */
  default?: unknown;
  /** The same in words, where it is no fixed value. */
  otherwise?: string;
  examples?: readonly unknown[];
  /** Says what is started. Such options describe one scenario, so a configuration file excludes their flags. */
  describesWorkload?: true;
  /** The providers of clusters that it concerns; with another one it is refused. */
  only?: readonly ClusterKind[];
  cli?: Cli;
  action?: Action;
}

interface KeyAbout extends About {
  type: Type;
}

/** An option of each scenario: `scenarios[].PATH`, and `defaults.PATH`. */
export function ofScenario<const P extends string, const A extends KeyAbout>(path: P, about: A) {
  return { level: 'scenario', path, ...about } as const;
}

/** An option of the run as a whole: `PATH` at the top of the file. */
export function ofRun<const P extends string, const A extends KeyAbout>(path: P, about: A) {
  return { level: 'run', path, ...about } as const;
}

/** An option that is no key of the file, such as its name. */
export function ofHost<const A extends About>(about: A) {
  return { level: 'host', path: null, ...about } as const;
}

/** Any entry of a table. */
export type Option =
  (KeyAbout & { level: 'scenario' | 'run'; path: string }) | (About & { level: 'host'; path: null });

export type Table = Readonly<Record<string, Option>>;

/** `maxIterations` as flags and inputs are written: `max-iterations`. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
