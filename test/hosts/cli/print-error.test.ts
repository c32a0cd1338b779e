import { describe, expect, it } from 'vitest';
import { PodStartSloError, usageError } from '../../../src/core/errors.ts';
import { exitCodeOfError } from '../../../src/hosts/cli/exit-code.ts';
import { printError } from '../../../src/hosts/cli/print-error.ts';
import { plain } from '../../../src/reports/wording/style.ts';
import { fakeContext } from './fake-context.ts';

function printed(error: unknown, env = {}): string {
  const context = fakeContext(env);
  printError(error, context, plain);
  return context.told();
}

describe('An error', () => {
  it('about the input names every field, what was found there and what to do', () => {
    const error = usageError([
      { field: '--port', value: '80b', message: 'must be a whole number' },
      { field: 'scenarios[0].probe', message: 'must be a mapping', fix: 'write { path: / }' },
    ]);
    expect(printed(error).split('\n')).toEqual([
      'error: invalid input (2 problems)',
      '  --port: must be a whole number (got "80b")',
      '  scenarios[0].probe: must be a mapping',
      '    fix: write { path: / }',
      '',
    ]);
  });

  it('of the cluster comes with its hint and the lines of the program that failed', () => {
    const error = new PodStartSloError('cluster', 'kind failed:\n  no space\u001B[31m left', {
      hint: 'free some',
    });
    expect(printed(error)).toBe('error: kind failed:\n  no space left\n  hint: free some\n');
  });

  it('is none where the user interrupted the run', () => {
    const error = new PodStartSloError('interrupted', 'interrupted by SIGINT', { signal: 'SIGINT' });
    expect(printed(error)).toBe('interrupted by SIGINT\n');
  });

  it('shows no stack unless PSS_DEBUG asks for it', () => {
    const error = new PodStartSloError('cluster', 'refused', {}, new Error('ECONNREFUSED'));
    expect(printed(error)).toBe('error: refused\n');
    expect(printed(error, { PSS_DEBUG: '1' })).toMatch(/at .*\ncaused by Error: ECONNREFUSED/s);
  });

  it('that nobody expected says that it is a bug', () => {
    expect(printed(new TypeError('x is not a function'))).toMatch(
      /^error: unexpected: x is not a function\n.*bug/,
    );
  });

  it('of a machine that refuses is no bug', () => {
    const error = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    expect(printed(error)).toMatch(/^error: ENOSPC: no space left on device\n {2}hint: free some space/);
    expect(printed(error)).not.toContain('bug');
  });

  it.each([
    [usageError([]), 2],
    [new PodStartSloError('cluster', 'refused'), 3],
    [new PodStartSloError('interrupted', 'SIGINT', { signal: 'SIGINT' }), 130],
    [new PodStartSloError('interrupted', 'SIGTERM', { signal: 'SIGTERM' }), 143],
    [new PodStartSloError('interrupted', 'SIGHUP', { signal: 'SIGHUP' }), 129],
    [new PodStartSloError('bug', 'unexpected: x'), 3],
    [new TypeError('bug'), 3],
  ])('%s has its exit code: %i', (error, code) => {
    expect(exitCodeOfError(error)).toBe(code);
  });
});
