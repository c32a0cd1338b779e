import { allOf, createdClusters } from '../cluster-names.ts';
import { cluster, createdCluster } from './cluster.ts';
import { experiment } from './experiment.ts';
import { baseline, judging } from './judging.ts';
import type { Option, Table, Type, ValueOf } from './option.ts';
import { policy } from './policy.ts';
import { probe } from './probe.ts';
import { reports } from './reports.ts';
import { alerting, watching } from './watch.ts';
import { nodeHelper, workload } from './workload.ts';

/** Everything that a run can be told, by area, with the area's title in the help and in the references. */
export const areas = {
  workload: { title: 'Workload', options: workload },
  nodeHelper: { title: 'Pods that remove cached images', options: nodeHelper },
  experiment: { title: 'Experiment (healing, scaling)', options: experiment },
  probe: { title: 'Probe', options: probe },
  judging: { title: 'Iterations and objectives', options: judging },
  baseline: { title: 'Baseline', options: baseline },
  policy: { title: 'PowerfulSeal policy', options: policy },
  cluster: { title: 'Cluster', options: cluster },
  createdCluster: { title: `Clusters of ${allOf(createdClusters)}`, options: createdCluster },
  watching: { title: 'Continuous run', options: watching },
  alerting: { title: 'Alerts', options: alerting },
  reports: { title: 'Reports', options: reports },
} as const satisfies Record<string, { title: string; options: Table }>;

const options = {
  ...workload,
  ...nodeHelper,
  ...experiment,
  ...probe,
  ...judging,
  ...baseline,
  ...policy,
  ...cluster,
  ...createdCluster,
  ...watching,
  ...alerting,
  ...reports,
} as const;

type Options = typeof options;
export type OptionName = keyof Options;

/** An option that is a key of the configuration file. */
export type Setting = Extract<Option, { type: Type }>;
export type SettingName = {
  [N in OptionName]: Options[N] extends { type: Type } ? N : never;
}[OptionName];

/** The options that are keys of the file, in the order of the tables. */
export const settings: Readonly<Record<SettingName, Setting>> = Object.fromEntries(
  Object.entries(options).filter(([, option]) => option.level !== 'host'),
) as Record<SettingName, Setting>;

export const settingNames = Object.keys(settings) as SettingName[];

type Standard = {
  [N in SettingName as Options[N] extends { default: unknown } ? N : never]: ValueOf<Options[N]['type']>;
};

/** What holds where nothing is given: the one place that the code takes a default from. */
export const standard = Object.fromEntries(
  Object.entries(settings).flatMap(([name, option]) =>
    option.default === undefined ? [] : [[name, option.default]],
  ),
) as Readonly<Standard>;

export type Level = 'run' | 'scenario';

/** The value of each key at one place of the file: `ValuesAt<'scenario', 'probe.'>` has `path`, `status` and so on. */
export type ValuesAt<L extends Level, Prefix extends string> = {
  [
    N in SettingName as Options[N] extends { level: L; path: `${Prefix}${infer Key}` }
      ? Key extends `${string}.${string}`
        ? never
        : Key
      : never
  ]: ValueOf<Options[N]['type']>;
};

/** The mappings of a level: `workload`, `probe` and so on. */
export type SectionAt<L extends Level> = {
  [N in SettingName]: Options[N] extends { level: L; path: `${infer Section}.${string}` } ? Section : never;
}[SettingName];
