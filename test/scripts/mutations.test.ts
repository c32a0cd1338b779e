import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../scripts/mutations/catalogue/all.ts';
import { mutated, unit, type Mutation } from '../../scripts/mutations/mutation.ts';
import { outcomeOf } from '../../scripts/mutations/outcome.ts';

const root = join(import.meta.dirname, '../..');

describe('the catalogue of mutations', () => {
  it.each(catalogue)('fits the sources: $name', (mutation) => {
    const source = readFileSync(join(root, mutation.file), 'utf8');
    expect(mutated(source, mutation)).not.toBe(source);
    expect(existsSync(join(root, mutation.caughtBy.file)), mutation.caughtBy.file).toBe(true);
  });

  it('has every name once, and breaks every part of the product', () => {
    const names = catalogue.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const parts = new Set(catalogue.map(({ file }) => file.split('/')[1]));
    const wanted = ['core', 'run', 'kube', 'clusters', 'reports', 'github', 'hosts'];
    expect([...parts]).toEqual(expect.arrayContaining(wanted));
  });
});

const mutation: Mutation = {
  ...{ name: 'flipped', file: 'src/a.ts', breaks: 'everything', caughtBy: unit('a') },
  ...{ before: 'a < b', after: 'a > b' },
};

describe('a mutation', () => {
  it('replaces its text to the letter', () => {
    expect(mutated('if (a < b) return;', { ...mutation, after: '$& > b' })).toBe('if ($& > b) return;');
  });

  it.each([
    ['occurs nowhere', 'if (b < a) return;', /occurs 0 times in src\/a\.ts/],
    ['occurs twice', 'a < b && a < b', /occurs 2 times/],
  ])('is refused where its text %s', (_, source, message) => {
    expect(() => mutated(source, mutation)).toThrow(message);
  });

  it('is refused where it changes nothing', () => {
    expect(() => mutated('a < b', { ...mutation, after: 'a < b' })).toThrow(/replaces nothing/);
  });
});

describe('what the tests say of a mutation', () => {
  const tests = (...statuses: string[]) =>
    statuses.map((status) => ({ fullName: `it is ${status}`, title: `is ${status}`, status }));
  const report = (status: string, ...statuses: string[]) => ({
    testResults: [{ name: 'a.test.ts', status, assertionResults: tests(...statuses) }],
  });

  it('is caught by the test that fails', () => {
    expect(outcomeOf(report('failed', 'passed', 'failed'))).toEqual({
      kind: 'caught',
      test: { fullName: 'it is failed', title: 'is failed' },
    });
  });

  it('is caught by a hook that fails', () => {
    expect(outcomeOf(report('failed', 'skipped'))).toEqual({
      kind: 'caught',
      test: null,
    });
  });

  it('survives where all tests pass', () => {
    expect(outcomeOf(report('passed', 'passed', 'skipped'))).toEqual({ kind: 'survived' });
  });

  it.each([
    ['no report', null],
    ['a file that cannot be loaded', report('failed')],
    ['no test of that name', report('passed', 'skipped')],
  ])('says nothing with %s', (_, found) => {
    expect(outcomeOf(found).kind).toBe('broken');
  });
});
