import { areas } from '../../core/options/table.ts';
import { flagsOf, groupOf, type Flag, type FlagGroup } from './flag.ts';
import { exportFlags, exportsOf, formatFlag } from './format-flags.ts';

const { cluster, createdCluster, judging, baseline, alerting } = areas;
const { kubeconfig, context, namespace } = cluster.options;

/** What is measured, and under which conditions. */
const measuring: readonly FlagGroup[] = [areas.workload, areas.nodeHelper, areas.experiment, areas.probe].map(
  groupOf,
);
const where: readonly FlagGroup[] = [groupOf(cluster), groupOf(createdCluster)];
/** What a plan is made of. */
const planning: readonly FlagGroup[] = [
  ...measuring,
  groupOf(judging),
  groupOf(baseline),
  groupOf(areas.policy),
];

const noColor: Flag = { name: 'no-color', text: 'no colours; NO_COLOR and FORCE_COLOR work as well' };
const force = (text: string): Flag => ({ name: 'force', text });

export const runFlags: readonly FlagGroup[] = [
  ...planning,
  ...where,
  {
    title: 'Output',
    flags: [
      { name: 'output', value: 'FORM', text: 'table or json, on standard output', standard: 'table' },
      ...exportFlags,
      ...flagsOf(areas.reports.options),
      { name: 'watch-pods', text: 'print the pods as kubectl get pods --watch does' },
      { name: 'quiet', short: 'q', text: 'only errors and the verdict' },
      noColor,
    ],
  },
];
export const validateFlags: readonly FlagGroup[] = [
  ...planning,
  { title: cluster.title, flags: flagsOf({ namespace }) },
  { title: 'Output', flags: [noColor] },
];
export const doctorFlags: readonly FlagGroup[] = [
  ...planning,
  ...where,
  {
    title: 'Output',
    flags: [
      {
        name: 'format',
        value: 'FORM',
        text: 'text, json, or role: the YAML of the rights that the plan requires',
        standard: 'text',
      },
      noColor,
    ],
  },
];
/** Of `run`, how often something is measured and how a run is judged does not concern a window. */
const ofRunAlone = ['rule', 'iterations', 'max-iterations', 'max-duration'];
const isLogFormat = ({ option }: Flag): boolean => option === 'watchLogFormat';
const alertFlags = flagsOf(alerting.options);
export const watchFlags: readonly FlagGroup[] = [
  ...measuring,
  groupOf(areas.policy),
  groupOf(areas.watching),
  { title: alerting.title, flags: alertFlags.filter((flag) => !isLogFormat(flag)) },
  {
    title: 'Per start',
    flags: flagsOf(judging.options).filter(({ name }) => !ofRunAlone.includes(name)),
  },
  ...where,
  {
    title: 'Output',
    flags: [
      ...alertFlags.filter(isLogFormat),
      { name: 'quiet', short: 'q', text: 'only alerts, warnings and errors' },
      noColor,
    ],
  },
];
export const cleanFlags: readonly FlagGroup[] = [
  {
    title: 'Options',
    flags: [
      ...flagsOf({ kubeconfig, context }),
      {
        name: 'namespace',
        short: 'n',
        value: 'NAME',
        text: 'search only this namespace',
        standard: 'in all',
      },
      { name: 'run-id', value: 'ID', text: 'only leftovers of this run; every report names its run' },
      { name: 'all', text: 'also runs that are still going on, without watching whether they are' },
      noColor,
    ],
  },
];
export const initFlags: readonly FlagGroup[] = [
  { title: 'Options', flags: [force('overwrite the file'), noColor] },
];
const { allowKubeNamespaces } = areas.experiment.options;
const { allowClusterScoped } = areas.workload.options;
export const migrateFlags: readonly FlagGroup[] = [
  {
    title: 'Options',
    flags: [
      {
        name: 'output-dir',
        value: 'FOLDER',
        text: 'write the configuration there, and each payload into a file of its own',
      },
      force('overwrite existing files'),
      ...flagsOf({ allowKubeNamespaces, allowClusterScoped }),
      noColor,
    ],
  },
];
export const reportFlags: readonly FlagGroup[] = [{ title: 'Options', flags: [formatFlag, noColor] }];
export const mergeFlags: readonly FlagGroup[] = [
  { title: 'Options', flags: [formatFlag, ...exportsOf('write the merged result'), noColor] },
];
export const compareFlags: readonly FlagGroup[] = [
  {
    title: 'Options',
    flags: [
      ...flagsOf({ maxRegression: baseline.options.maxRegression }),
      formatFlag,
      ...exportsOf('write the second result with the comparison in it'),
      noColor,
    ],
  },
];
