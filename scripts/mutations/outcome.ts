export interface TestName {
  fullName: string;
  /** The last part of it. */
  title: string;
}

/** The part of vitest's JSON report that is read here. */
export interface TestReport {
  testResults: readonly {
    name: string;
    status: string;
    assertionResults: readonly (TestName & { status: string })[];
  }[];
}

export type Outcome =
  /** A test failed; null for a hook of its file, or a file that did not end. */
  | { kind: 'caught'; test: TestName | null }
  | { kind: 'survived' }
  /** Nothing can be said of the mutation: it does not compile, or no test was run. */
  | { kind: 'broken'; why: string };

/** What the tests say of a mutation. @param report null where vitest wrote none */
export function outcomeOf(report: TestReport | null): Outcome {
  if (report === null) return { kind: 'broken', why: 'vitest wrote no report' };
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.find(({ status }) => status === 'failed');
  if (failed !== undefined)
    return { kind: 'caught', test: { fullName: failed.fullName, title: failed.title } };
  const file = report.testResults.find(({ status }) => status === 'failed');
  if (file?.assertionResults.length === 0) return { kind: 'broken', why: `${file.name} could not be loaded` };
  if (file !== undefined) return { kind: 'caught', test: null };
  if (!tests.some(({ status }) => status === 'passed'))
    return { kind: 'broken', why: 'no test has that name, or all of them were skipped' };
  return { kind: 'survived' };
}
