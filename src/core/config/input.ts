import type { Problem } from '../errors.ts';
import type { Plan } from '../plan.ts';
import type { WatchPlan } from '../watch/plan.ts';
import type { OptionName, SettingName } from '../options/table.ts';
import type { GivenCluster } from './cluster.ts';

/**
 * A setting as it was given. Text is enough for every one of them (`"8080"`, `"true"`, `"30s"`), so an action's inputs
 * go in unread. Lists may come as a list (a flag given several times) or as text: one a line for `objectives`,
 * `manifest`, `setupManifests` and `env` (`NAME=value`), words with shell quotes for `command` and `args`.
 */
export type RawValue = string | number | boolean | readonly string[];

/** A PowerfulSeal policy that is run instead of a configuration. */
export interface PolicyChoice {
  path: string;
}

/** What a host calls things by. */
export type InputName = OptionName;

/** What a host was given: a configuration file, options, settings, or several of these; or a policy. */
export interface RunInput {
  /** Path of the configuration file, where one was named or found. */
  config?: string;
  policy?: PolicyChoice;
  /** The YAML of a configuration file as text. It wins over the file, and settings win over it. */
  options?: string;
  /** Only what was given: leave out a flag that is absent and an action's input that is empty. */
  settings: Partial<Record<SettingName, RawValue>>;
  /** How the host spells a setting in problems: `--service-port` in the CLI, `service-port` in the action. */
  nameOf: (setting: InputName) => string;
  /** Used when no seed was given. */
  randomSeed: number;
  /** False where a confirmation or a cluster in the configuration file is not enough. Default: true. */
  fileMayConfirm?: boolean;
  /** Whether it goes on for ever: what its limits are then bears on the timeouts. */
  continuous?: boolean;
}

/**
 * Text of a file, or in one sentence why it cannot be had. Paths inside a configuration file arrive joined to its
 * folder, those of settings as they were given.
 */
export type ReadText = (path: string) => string | UnreadPath;

export interface UnreadPath {
  problem: string;
  /** Names of the files in it, where it is a folder. */
  files?: readonly string[];
}

/** A complete plan with what is odd about it, or everything that is wrong with the input; and the cluster, either way. */
export type Resolution = { cluster: GivenCluster } & (
  { plan: Plan; watch: WatchPlan; warnings: readonly Problem[] } | { problems: readonly Problem[] }
);
