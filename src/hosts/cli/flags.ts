import { experiment } from './experiment-flags.ts';
import type { Flag, FlagGroup } from './flag.ts';
import { answer, comparing, judging, maxRegression, workload } from './measuring-flags.ts';
import { policy } from './policy-flags.ts';
import { cluster, connection, exportFlags, making, noColor, output } from './running-flags.ts';
import { logFormat, telling, watching } from './watching-flags.ts';

/** What a plan is made of. */
const planning: readonly FlagGroup[] = [workload, experiment, answer, judging, comparing, policy];
export const runFlags: readonly FlagGroup[] = [...planning, cluster, making, output];
export const validateFlags: readonly FlagGroup[] = [
  ...planning,
  { title: 'Where', flags: cluster.flags.filter(({ setting }) => setting !== undefined) },
  { title: 'What is printed', flags: [noColor] },
];
export const doctorFlags: readonly FlagGroup[] = [
  ...planning,
  cluster,
  making,
  {
    title: 'What is printed',
    flags: [
      {
        name: 'format',
        value: 'FORM',
        text: 'text, json, or role: the YAML of the rights that the plan cannot do without',
        standard: 'text',
      },
      noColor,
    ],
  },
];
/** Of `run`, how often something is measured and how a run is judged does not concern a window. */
const ofRunAlone = ['rule', 'iterations', 'max-iterations', 'max-duration'];
export const watchFlags: readonly FlagGroup[] = [
  workload,
  experiment,
  answer,
  policy,
  watching,
  telling,
  {
    title: 'Of each start',
    flags: judging.flags.filter(({ name }) => !ofRunAlone.includes(name)),
  },
  cluster,
  making,
  {
    title: 'What is printed',
    flags: [logFormat, { name: 'quiet', short: 'q', text: 'only alerts, warnings and errors' }, noColor],
  },
];
export const cleanFlags: readonly FlagGroup[] = [
  {
    title: 'Options',
    flags: [
      ...connection,
      {
        name: 'namespace',
        short: 'n',
        value: 'NAME',
        text: 'look in this namespace alone',
        standard: 'in all',
      },
      { name: 'run-id', value: 'ID', text: 'only what this run left; every report names its run' },
      { name: 'all', text: 'also runs that are still going on, without watching whether they are' },
      noColor,
    ],
  },
];
export const initFlags: readonly FlagGroup[] = [
  { title: 'Options', flags: [{ name: 'force', text: 'overwrite the file' }, noColor] },
];
const format: Flag = {
  name: 'format',
  value: 'FORM',
  text: 'table, json, markdown, html, junit or csv, on standard output',
  standard: 'table',
};
export const reportFlags: readonly FlagGroup[] = [{ title: 'Options', flags: [format, noColor] }];
export const mergeFlags: readonly FlagGroup[] = [
  { title: 'Options', flags: [format, ...exportsOf('writes the merged result'), noColor] },
];
export const compareFlags: readonly FlagGroup[] = [
  {
    title: 'Options',
    flags: [
      maxRegression,
      format,
      ...exportsOf('writes the second result with the comparison in it'),
      noColor,
    ],
  },
];

/** The files a report can be written to; the result is another one than that of a run. */
function exportsOf(text: string): Flag[] {
  return exportFlags.map((flag) => (flag.name === 'export-json' ? { ...flag, text } : flag));
}
