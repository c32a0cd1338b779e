import type { FlagGroup } from './flag.ts';
import {
  cleanFlags,
  compareFlags,
  doctorFlags,
  initFlags,
  mergeFlags,
  migrateFlags,
  reportFlags,
  runFlags,
  validateFlags,
  watchFlags,
} from './flags.ts';
import type { Action } from './command-action.ts';

export interface CommandSpec {
  name: string;
  summary: string;
  /** A file it takes besides its flags, or as many as are named. */
  file?: { name: string; text: string; many?: true };
  groups: readonly FlagGroup[];
  examples: readonly { text: string; line: string }[];
  /** Whether 0 says that the objectives were met. */
  exitsWithVerdict?: true;
  /** Loaded only when the command is used. */
  load: () => Promise<Action>;
}

export const commandTable: readonly CommandSpec[] = [
  {
    name: 'run',
    summary: 'measure how long a pod and its service take until they answer, and judge it',
    groups: runFlags,
    examples: [
      {
        text: 'one image, one objective',
        line: "pod-start-slo run --image nginx --port 80 --objective 'p95 <= 30s'",
      },
      {
        text: 'your own objects, with the result in a file',
        line: "pod-start-slo run -f app.yml --path /healthz --objective 'p95 <= 30s' --export-json result.json",
      },
      { text: 'everything from a file', line: 'pod-start-slo run -c pod-start-slo.yml' },
      {
        text: 'a PowerfulSeal policy, unchanged',
        line: 'pod-start-slo run --policy experiment3.yml',
      },
      {
        text: 'on a kind cluster that is created for the run',
        line: 'pod-start-slo run -c pod-start-slo.yml --cluster kind --load-image app:dev',
      },
    ],
    exitsWithVerdict: true,
    load: async () => (await import('./commands/run.ts')).run,
  },
  {
    name: 'watch',
    summary: 'measure continuously until it is stopped, with metrics and alerts',
    groups: watchFlags,
    examples: [
      {
        text: 'an SLO and the SLA behind it, every five minutes',
        line: 'pod-start-slo watch --image nginx --port 80 --slo 30s --sla 60s',
      },
      {
        text: 'as a service that keeps its window over a restart and notifies an Alertmanager',
        line: 'pod-start-slo watch -c pod-start-slo.yml --listen :9090 --state state.jsonl --webhook http://alertmanager:9093',
      },
    ],
    load: async () => (await import('./commands/watch.ts')).watch,
  },
  {
    name: 'validate',
    summary: 'check the input and print what a run would do; touches no cluster',
    groups: validateFlags,
    examples: [
      { text: 'a configuration file', line: 'pod-start-slo validate -c pod-start-slo.yml' },
      {
        text: 'which steps of a policy are measured, and which are only run',
        line: 'pod-start-slo validate --policy experiment3.yml',
      },
    ],
    load: async () => (await import('./commands/validate.ts')).validate,
  },
  {
    name: 'doctor',
    summary: 'check whether a run would work on a cluster, and how to fix what would not; creates nothing',
    groups: doctorFlags,
    examples: [
      { text: 'the cluster of the kubeconfig, in a namespace', line: 'pod-start-slo doctor -n ci' },
      {
        text: 'with the options of the run',
        line: 'pod-start-slo doctor -c pod-start-slo.yml -n ci',
      },
      {
        text: 'the Role that a run needs, for a cluster administrator to apply',
        line: 'pod-start-slo doctor -c pod-start-slo.yml -n ci --format role > role.yml',
      },
    ],
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    name: 'init',
    summary: 'write a configuration file with comments',
    file: { name: 'file', text: 'file to write (default: pod-start-slo.yml)' },
    groups: initFlags,
    examples: [{ text: 'in a folder of its own', line: 'pod-start-slo init ci/pod-start-slo.yml' }],
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'migrate',
    summary: 'print a configuration that measures what a policy of PowerfulSeal tests',
    file: { name: 'policy', text: 'policy file of PowerfulSeal' },
    groups: migrateFlags,
    examples: [
      { text: 'to one file', line: 'pod-start-slo migrate experiment3.yml > pod-start-slo.yml' },
      {
        text: 'with each payload in a file of its own',
        line: 'pod-start-slo migrate experiment3.yml --output-dir slo',
      },
    ],
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
  {
    name: 'report',
    summary: 'print the report of an earlier run',
    file: {
      name: 'result',
      text: 'file that --export-json wrote (default: the kept result of the last run that was killed or could not print)',
    },
    groups: reportFlags,
    examples: [
      { text: 'for a pull request', line: 'pod-start-slo report result.json --format markdown' },
      { text: 'what a killed run had measured', line: 'pod-start-slo report' },
    ],
    load: async () => (await import('./commands/report.ts')).report,
  },
  {
    name: 'merge',
    summary: 'judge the results of several runs together, or list them in one report',
    file: { name: 'results', text: 'files that --export-json wrote', many: true },
    groups: mergeFlags,
    examples: [
      { text: 'the shards of a matrix', line: 'pod-start-slo merge results/*.json' },
      {
        text: 'as a page and for the next step',
        line: 'pod-start-slo merge results/*.json --export-html report.html --export-json merged.json',
      },
    ],
    exitsWithVerdict: true,
    load: async () => (await import('./commands/merge.ts')).merge,
  },
  {
    name: 'compare',
    summary: 'compare a result with that of an earlier run',
    file: { name: 'results', text: 'two files that --export-json wrote, the earlier one first', many: true },
    groups: compareFlags,
    examples: [
      { text: 'what a change did', line: 'pod-start-slo compare before.json after.json' },
      {
        text: 'with a larger allowance for the difference between runs',
        line: 'pod-start-slo compare before.json after.json --max-regression 25%',
      },
    ],
    exitsWithVerdict: true,
    load: async () => (await import('./commands/compare.ts')).compare,
  },
  {
    name: 'clean',
    summary: 'delete the leftovers of killed runs, and restore the replicas that they had changed',
    groups: cleanFlags,
    examples: [{ text: 'the leftovers of one run', line: 'pod-start-slo clean --run-id k3x9q2' }],
    load: async () => (await import('./commands/clean.ts')).clean,
  },
];

/** The promise on which scripts rely. */
export const exitCodeMeanings: readonly [string, string][] = [
  ['0', 'met, or measured without objectives'],
  ['1', 'violated'],
  ['2', 'bad usage or configuration; nothing was created'],
  [
    '3',
    'no verdict: the cluster or this machine refused or failed a request, or there is a bug (doctor: a problem was found)',
  ],
  ['4', 'inconclusive'],
  ['129, 131', 'interrupted by SIGHUP (the terminal was closed) or SIGQUIT; what was created is deleted'],
  ['130, 143', 'interrupted by Ctrl-C or SIGTERM; what was created is deleted'],
];
