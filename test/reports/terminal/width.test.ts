import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cutTo,
  displayWidth,
  fitInto,
  flow,
  hang,
  padEnd,
  wrap,
} from '../../../src/reports/terminal/width.ts';

describe('The columns of a text', () => {
  it.each([
    ['app', 3],
    ['naïve', 5],
    ['nai\u0308ve', 5],
    ['日本', 4],
    ['ﾊﾟ', 2],
    ['한국', 4],
    ['✅', 2],
    ['⚠️', 2],
    ['👩‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['1️⃣', 2],
    ['p95 ≤ 30 s …', 12],
  ])('%s', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
    expect(displayWidth(padEnd(text, 20))).toBe(20);
  });
});

describe('A text that is cut', () => {
  it('is never cut within a character', () => {
    expect(cutTo('a👩‍👩‍👧b', 2)).toBe('a');
    expect(cutTo('a👩‍👩‍👧b', 3)).toBe('a👩‍👩‍👧');
    expect(fitInto('日本語', 5)).toBe('日本…');
    expect(wrap('🇩🇪🇫🇷🇮🇹', 4)).toEqual(['🇩🇪🇫🇷', '🇮🇹']);
  });

  it.each([0, 1, 2, 3, -5])('into %i columns has an end, and nothing is lost', (width) => {
    const text = '日本 a measurement of 👩‍👩‍👧';
    const letters = text.replaceAll(' ', '');
    expect(wrap(text, width).join('').replaceAll(' ', '')).toBe(letters);
    expect(hang('warning: ', text, width).join('').replaceAll(' ', '')).toBe(`warning:${letters}`);
    expect(flow([text, text], width).join('').replaceAll(' ', '')).toBe(letters + letters);
    expect(displayWidth(cutTo(text, width))).toBeLessThanOrEqual(Math.max(0, width));
  });

  // Four: some letters of musical notation and Indic scripts are that wide.
  it('takes no more columns than there are, whatever it is', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 4, max: 40 }), (text, width) => {
        for (const line of wrap(text, width)) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(displayWidth(cutTo(text, width))).toBeLessThanOrEqual(width);
      }),
      { numRuns: 200 },
    );
  });

  it('of twenty thousand characters without a space is wrapped at once', () => {
    const word = 'é'.repeat(20_000);
    const startedMs = performance.now();
    expect(wrap(word, Infinity)).toEqual([word]);
    expect(wrap(word, 80)).toHaveLength(250);
    expect(performance.now() - startedMs).toBeLessThan(5000);
  });
});
