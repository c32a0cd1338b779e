import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lastLines } from '../../../src/kube/observe/last-lines.ts';

it('keeps the last lines as they are, without empty ones', () => {
  expect(lastLines('one\n\n  two\n \n')).toEqual(['one', '  two']);
  const many = Array.from({ length: 30 }, (_, index) => `line ${index}`);
  expect(lastLines(many.join('\n'))).toEqual(many.slice(-20));
});

it('cuts a line that is too long, says so, and keeps what comes after it', () => {
  const [long = '', after] = lastLines(`${'x'.repeat(300_000)}\nthe end`);
  expect(long).toBe(`${'x'.repeat(2000)}… (cut: the line has at least 300000 characters)`);
  expect(after).toBe('the end');
});

it('is bounded whatever the log, ends as the log does, and holds no half of a character', () => {
  const line = fc.oneof(
    fc.string({ maxLength: 50, unit: 'grapheme' }),
    fc
      .tuple(fc.string({ minLength: 1, maxLength: 9, unit: 'grapheme' }), fc.nat(3000))
      .map(([text, times]) => text.repeat(times)),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const kept = lastLines(lines.join('\n'));
      expect(kept.length).toBeLessThanOrEqual(20);
      expect(kept.join('').length).toBeLessThanOrEqual(8192);
      const said = lines
        .join('\n')
        .split('\n')
        .filter((each) => each.trim() !== '');
      expect(kept.length > 0).toBe(said.length > 0);
      expect(kept.at(-1)?.slice(0, 1999)).toBe(said.at(-1)?.slice(0, 1999));
      expect(kept.every((each) => each.isWellFormed())).toBe(true);
    }),
  );
});
