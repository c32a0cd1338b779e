import { describe, expect, it } from 'vitest';
import { renderUnsteady, unsteadyIn, type RunReport } from '../../scripts/flaky/compare.ts';

/** A run of one file with tests by name: the status, and what was wrong in an attempt. */
function run(tests: Readonly<Record<string, readonly [status: string, ...messages: string[]]>>): RunReport {
  const assertionResults = Object.entries(tests).map(([fullName, [status, ...failureMessages]]) => ({
    ...{ fullName, status, failureMessages },
  }));
  const status = assertionResults.some((test) => test.status === 'failed') ? 'failed' : 'passed';
  return { testResults: [{ name: '/checkout/a.test.ts', status, assertionResults }] };
}

const unsteady = (...runs: readonly RunReport[]) =>
  unsteadyIn(runs, (path) => path.replace('/checkout/', ''));

describe('tests that are not steady', () => {
  it('are none where all came out alike, also those that are skipped', () => {
    const same = run({ works: ['passed'], waits: ['pending'] });
    expect(unsteady(same, run({ works: ['passed'], waits: ['skipped'] }))).toEqual([]);
    expect(renderUnsteady([], 2)).toBe('all tests came out alike in 2 runs, none needed a retry');
  });

  it('are those that passed in some runs and failed in others, with what was wrong', () => {
    const found = unsteady(run({ works: ['passed'] }), run({ works: ['failed', 'too slow\nat a.ts'] }));
    expect(found).toEqual([
      {
        ...{ name: 'a.test.ts > works', why: 'differs', statuses: ['passed', 'failed'] },
        messages: ['too slow\nat a.ts'],
      },
    ]);
    expect(renderUnsteady(found, 2)).toBe(
      'did not come out alike: a.test.ts > works\n  passed, failed\n  too slow\n  at a.ts',
    );
  });

  it('are those that needed a retry, though they passed in all runs', () => {
    const found = unsteady(run({ works: ['passed'] }), run({ works: ['passed', 'too slow'] }));
    expect(found).toMatchObject([{ why: 'retried', messages: ['too slow'] }]);
  });

  it('are those that failed in every run, with each message once', () => {
    const failing = run({ works: ['failed', 'wrong'] });
    expect(unsteady(failing, failing)).toMatchObject([{ why: 'fails', messages: ['wrong'] }]);
  });

  it('are those that a run lacks', () => {
    expect(unsteady(run({ works: ['passed'] }), run({}))).toMatchObject([
      { statuses: ['passed', 'missing'] },
    ]);
  });

  it('are files that could not be loaded or whose hooks failed, in one run', () => {
    const lost = {
      name: '/checkout/a.test.ts',
      status: 'failed',
      message: 'no cluster',
      assertionResults: [],
    };
    expect(unsteady(run({}), { testResults: [lost] })).toMatchObject([
      { name: 'a.test.ts', why: 'differs', statuses: ['missing', 'failed'], messages: ['no cluster'] },
    ]);
  });
});
