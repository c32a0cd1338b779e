/** The part of vitest's JSON report that is read here. */
export interface TestReport {
  testResults: readonly {
    name: string;
    status: string;
    assertionResults: readonly { fullName: string; status: string }[];
  }[];
}

export type Outcome =
  /** A test failed, or a hook of its file. */
  | { kind: 'caught'; by: string }
  | { kind: 'survived' }
  /** Nothing can be said of the mutation: it does not compile, or no test was run. */
  | { kind: 'broken'; why: string };

/** Full names of the tests that failed. */
export function failedIn(report: TestReport | null): string[] {
  const tests = report?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? [];
  return tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
}

/**
 * What the tests say of a mutation.
 * @param report null where vitest wrote none
 * @param ignored full names of tests that fail without a mutation, too, and so say nothing
 */
export function outcomeOf(report: TestReport | null, ignored: ReadonlySet<string>): Outcome {
  if (report === null) return { kind: 'broken', why: 'vitest wrote no report' };
  const all = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const tests = all.filter(({ fullName }) => !ignored.has(fullName));
  const failed = tests.find(({ status }) => status === 'failed');
  if (failed !== undefined) return { kind: 'caught', by: failed.fullName };
  const file = report.testResults.find(({ status }) => status === 'failed');
  if (file?.assertionResults.length === 0) return { kind: 'broken', why: `${file.name} could not be loaded` };
  if (file !== undefined && tests.length === all.length) return { kind: 'caught', by: 'a hook of the file' };
  if (!tests.some(({ status }) => status === 'passed'))
    return { kind: 'broken', why: 'no test of that name was run that passes without a mutation' };
  return { kind: 'survived' };
}
