import { describe, expect, it } from 'vitest';
import { bar } from '../../../src/reports/terminal/bar.ts';
import { formatExcess, formatQuantile, formatTime } from '../../../src/reports/wording/time.ts';
import { hang, wrap } from '../../../src/reports/terminal/width.ts';

describe('A measured time', () => {
  it.each([
    [null, '—'],
    [0, '0 ms'],
    [6.25, '6.3 ms'],
    [9.97, '10 ms'],
    [447.6, '448 ms'],
    [999.6, '1.00 s'],
    [2300, '2.30 s'],
    [59_996, '60 s'],
    [95_000, '1m35s'],
  ])('of %s ms is printed as %s', (ms, text) => {
    expect(formatTime(ms)).toBe(text);
  });

  it('is missing where there is none, and beyond the timeout where it was never reached', () => {
    expect(formatQuantile(null, 0, '> 60 s')).toBe('—');
    expect(formatQuantile(null, 20, '> 60 s')).toBe('> 60 s');
  });

  it('tells by how much it is over its limit', () => {
    expect(formatExcess(2910, 2000)).toBe('910 ms (46%)');
    expect(formatExcess(2001, 2000)).toBe('1.0 ms (under 1%)');
    expect(formatExcess(90_000, 2000)).toBe('1m28s (44 ×)');
  });
});

describe('A bar', () => {
  it('is as long as its share, in eighths of a character', () => {
    expect(bar(100, 100, 4)).toBe('████');
    expect(bar(50, 100, 4)).toBe('██');
    expect(bar(53, 100, 4)).toBe('██▏');
  });

  it('shows something where there is anything, and nothing where there is nothing', () => {
    expect(bar(0.001, 100, 4)).toBe('▏');
    expect(bar(0, 100, 4)).toBe('');
  });
});

describe('A paragraph', () => {
  it('is not broken between a number and its unit', () => {
    expect(wrap('it took 30 s in 95 ms of all', 10)).toEqual(['it took', '30 s in', '95 ms of', 'all']);
  });

  it('cuts a word that fits into no line', () => {
    expect(hang('- ', 'abcdefgh ij', 6)).toEqual(['- abcd', '  efgh', '  ij']);
  });
});
