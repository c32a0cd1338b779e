import { describe, expect, it } from 'vitest';
import {
  isKept,
  mergeReports,
  renderVersions,
  type SuiteReport,
  type VersionRun,
} from '../../scripts/versions/reports.ts';

/** The report of one file with tests by name. */
function report(tests: Readonly<Record<string, 'passed' | 'failed'>>, status = 'passed'): SuiteReport {
  const assertionResults = Object.entries(tests).map(([fullName, of]) => ({ fullName, status: of }));
  const count = (of: string): number => assertionResults.filter((test) => test.status === of).length;
  return {
    ...{ startTime: 0, numPassedTests: count('passed'), numFailedTests: count('failed') },
    ...{ numPendingTests: 0, numTodoTests: 0 },
    testResults: [{ status, assertionResults }],
  };
}

function run(version: string, of: SuiteReport | null, trouble: string | null = null): VersionRun {
  return { version, report: of, trouble, tookMs: 61_400 };
}

describe('the contract on several versions of Kubernetes', () => {
  const runs = [
    run('1.34.4', report({ starts: 'passed', heals: 'passed' })),
    run('1.36.3', report({ starts: 'passed', heals: 'failed' }, 'failed')),
    run('1.37.2', null, 'its cluster did not start'),
  ];

  it('is kept where all tests passed, and there were some', () => {
    expect(runs.map(isKept)).toEqual([true, false, false]);
    expect(isKept(run('1.35.4', report({})))).toBe(false);
    expect(isKept(run('1.35.4', report({}, 'failed')))).toBe(false);
  });

  it('is shown in a table, with the tests that failed', () => {
    expect(renderVersions(runs)).toBe(
      [
        'Kubernetes  contract  tests                      time',
        '1.34.4      kept      2 passed, 0 failed         61 s',
        '1.36.3      broken    1 passed, 1 failed         61 s',
        '  failed: heals',
        '1.37.2      broken    its cluster did not start  61 s',
      ].join('\n'),
    );
  });

  it('is one report in which each test names its version', () => {
    expect(mergeReports(runs)).toMatchObject({ numPassedTests: 3, numFailedTests: 1 });
    const names = mergeReports(runs).testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(({ fullName }) => fullName),
    );
    expect(names).toEqual(['1.34.4: starts', '1.34.4: heals', '1.36.3: starts', '1.36.3: heals']);
  });
});
