import { readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import type { IdleRecord } from './idle-reporter.ts';

/** The part of vitest's JSON report that is read here. */
export interface TimedReport {
  startTime: number;
  testResults: readonly {
    name: string;
    startTime: number;
    endTime: number;
    assertionResults: readonly { fullName: string; duration?: number | null }[];
  }[];
}

export interface Timed {
  name: string;
  ms: number;
  /** Share of the CPU time meanwhile in which the cores were idle; null where it is not known. */
  idleShare: number | null;
}

export interface SuiteTimes extends Timed {
  /** The slowest first. */
  files: Timed[];
  tests: Omit<Timed, 'idleShare'>[];
  /** Whether any two files ran at the same time; then the share of a file is that of all that ran meanwhile. */
  overlaps: boolean;
}

/** Joins both reports. @param idle null where there is none */
export function suiteTimes(
  name: string,
  report: TimedReport,
  idle: IdleRecord | null,
  root: string,
): SuiteTimes {
  const spans = new Map(idle?.files.map((span) => [span.file, span]));
  const files = report.testResults.map((result): Timed & { from: number; to: number } => {
    const file = relative(root, result.name);
    const span = spans.get(file);
    // Vitest's own times leave out what loading the file takes.
    const [from, to] =
      span === undefined ? [result.startTime, result.endTime] : [span.startedUnixMs, span.endedUnixMs];
    return { name: file, ms: to - from, idleShare: span?.idleShare ?? null, from, to };
  });
  const tests = report.testResults.flatMap((result) =>
    result.assertionResults.map(({ fullName, duration }) => ({
      name: `${relative(root, result.name)} > ${fullName}`,
      ms: duration ?? 0,
    })),
  );
  const ends = files.map(({ to }) => to);
  const { startedUnixMs: from = report.startTime, endedUnixMs: to = Math.max(from, ...ends) } =
    idle?.suite ?? {};
  return {
    ...{ name, ms: to - from, idleShare: idle?.suite.idleShare ?? null, overlaps: overlap(files) },
    files: slowestFirst(files.map(({ name: file, ms, idleShare }) => ({ name: file, ms, idleShare }))),
    tests: slowestFirst(tests),
  };
}

function overlap(files: readonly { from: number; to: number }[]): boolean {
  const ordered = files.toSorted((a, b) => a.from - b.from);
  return ordered.some(({ from }, index) => index > 0 && from < (ordered[index - 1]?.to ?? from));
}

function slowestFirst<T extends { ms: number }>(timed: readonly T[]): T[] {
  return timed.toSorted((a, b) => b.ms - a.ms);
}

/** What `npm run test:NAME` has left in a file; null where it is no report. */
export function readSuite(path: string, root: string): SuiteTimes | null {
  const report = read(path) as TimedReport | null;
  if (report === null || !Array.isArray(report.testResults)) return null;
  const idle = read(path.replace(/\.json$/, '.idle.json')) as IdleRecord | null;
  return suiteTimes(basename(path, '.json'), report, idle, root);
}

function read(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
