import type { SuiteTimes, Timed } from './read-suite.ts';

const idleNote =
  'Idle: share of the CPU time of the whole machine, other programs included, that nothing used.';
const overlapNote =
  'Files ran at the same time: the idle share of a file covers everything that ran while it did.';

/** Per suite its time, and its slowest files and tests. */
export function renderTimes(suites: readonly SuiteTimes[], most: number): string {
  return [idleNote, ...suites.flatMap((suite) => ['', ...suiteLines(suite, most)])].join('\n');
}

function suiteLines(suite: SuiteTimes, most: number): string[] {
  const { name, files, tests, overlaps } = suite;
  return [
    `${name}: ${seconds(suite.ms)}, ${idle(suite)} (${files.length} files, ${tests.length} tests)`,
    ...(overlaps ? [`  ${overlapNote}`] : []),
    '  slowest files',
    ...files
      .slice(0, most)
      .map((file) => `  ${seconds(file.ms).padStart(9)}  ${idle(file).padStart(12)}  ${file.name}`),
    '  slowest tests',
    ...tests.slice(0, most).map((test) => `  ${seconds(test.ms).padStart(9)}  ${test.name}`),
  ];
}

/** One line per suite, and the slowest files of all of them. */
export function renderShort(suites: readonly SuiteTimes[], most: number): string {
  const files = suites.flatMap((suite) => suite.files).toSorted((a, b) => b.ms - a.ms);
  return [
    ...suites.map((suite) => `time of ${suite.name}: ${seconds(suite.ms)}, ${idle(suite)}`),
    `slowest files:`,
    ...files
      .slice(0, most)
      .map((file) => `  ${seconds(file.ms).padStart(9)}  ${idle(file).padStart(12)}  ${file.name}`),
  ].join('\n');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function idle({ idleShare }: Pick<Timed, 'idleShare'>): string {
  return idleShare === null ? 'idle unknown' : `${Math.round(idleShare * 100)}% idle`;
}
