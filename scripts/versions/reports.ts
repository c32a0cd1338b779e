/** The part of vitest's JSON report that is read here, by scripts/count-tests.mjs and by scripts/suite-times. */
export interface SuiteReport {
  startTime: number;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: readonly {
    status: string;
    assertionResults: readonly { fullName: string; status: string }[];
  }[];
}

/** What came of one version of Kubernetes. */
export interface VersionRun {
  version: string;
  /** Null where its cluster did not start, or the tests left no report. */
  report: SuiteReport | null;
  /** Why there is no report; else null. */
  trouble: string | null;
  /** Creating the cluster, and the tests. */
  tookMs: number;
}

/** Whether all tests passed, and there were some. */
export function isKept({ report }: VersionRun): boolean {
  return report !== null && failuresOf(report) === 0 && report.numPassedTests > 0;
}

/** A file that could not be loaded has no tests to fail. */
function failuresOf({ numFailedTests, testResults }: SuiteReport): number {
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return numFailedTests + unloaded.length;
}

/** One report of all versions; the name of a test begins with its version. */
export function mergeReports(runs: readonly VersionRun[]): SuiteReport {
  const reports = runs.flatMap(({ version, report }) => (report === null ? [] : [named(report, version)]));
  const sum = (count: (report: SuiteReport) => number): number =>
    reports.reduce((total, report) => total + count(report), 0);
  return {
    startTime: reports[0]?.startTime ?? 0,
    numPassedTests: sum((report) => report.numPassedTests),
    numFailedTests: sum((report) => report.numFailedTests),
    numPendingTests: sum((report) => report.numPendingTests),
    numTodoTests: sum((report) => report.numTodoTests),
    testResults: reports.flatMap(({ testResults }) => testResults),
  };
}

function named(report: SuiteReport, version: string): SuiteReport {
  const testResults = report.testResults.map((result) => ({
    ...result,
    assertionResults: result.assertionResults.map((test) => ({
      ...test,
      fullName: `${version}: ${test.fullName}`,
    })),
  }));
  return { ...report, testResults };
}

/** For people: a row for each version, and below it the tests that failed. */
export function renderVersions(runs: readonly VersionRun[]): string {
  const rows = runs.map((run) => [
    run.version,
    isKept(run) ? 'kept' : 'broken',
    cameTo(run),
    `${(run.tookMs / 1000).toFixed(0)} s`,
  ]);
  const table = [['Kubernetes', 'contract', 'tests', 'time'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .flatMap((row, at) => [
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
      ...failedIn(runs[at - 1]),
    ])
    .join('\n');
}

function cameTo({ report, trouble }: VersionRun): string {
  if (report === null) return trouble ?? 'no report';
  return `${report.numPassedTests} passed, ${failuresOf(report)} failed`;
}

function failedIn(run: VersionRun | undefined): string[] {
  const tests = run?.report?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? [];
  return tests.filter(({ status }) => status === 'failed').map(({ fullName }) => `  failed: ${fullName}`);
}
