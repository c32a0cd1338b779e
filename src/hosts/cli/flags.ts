import type { FlagGroup } from './flag.ts';
import { answer, judging, workload } from './measuring-flags.ts';
import { cluster, connection, kind, noColor, output } from './running-flags.ts';

export const runFlags: readonly FlagGroup[] = [workload, answer, judging, cluster, kind, output];
export const validateFlags: readonly FlagGroup[] = [
  workload,
  answer,
  judging,
  { title: 'Where', flags: cluster.flags.filter(({ setting }) => setting !== undefined) },
  { title: 'What is printed', flags: [noColor] },
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
      { name: 'all', text: 'also runs that are still going on' },
      noColor,
    ],
  },
];
export const initFlags: readonly FlagGroup[] = [
  { title: 'Options', flags: [{ name: 'force', text: 'overwrite the file' }, noColor] },
];
export const reportFlags: readonly FlagGroup[] = [
  {
    title: 'Options',
    flags: [{ name: 'format', value: 'FORM', text: 'table, markdown or json', standard: 'table' }, noColor],
  },
];
