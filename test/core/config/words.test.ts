import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitWords } from '../../../src/core/config/words.ts';

it.each([
  ['', []],
  ['  a  b\tc\n', ['a', 'b', 'c']],
  ['netexec --http-port=8080', ['netexec', '--http-port=8080']],
  [`sh -c 'echo "a b"'`, ['sh', '-c', 'echo "a b"']],
  ['"a \\"b\\" \\n"', ['a "b" \\n']],
  ['a"b c"d', ['ab cd']],
  ['a\\ b', ['a b']],
  [`''`, ['']],
  ['$HOME *', ['$HOME', '*']],
  ['"a', null],
  [`it's`, null],
  ['a\\', null],
])('%j', (line, expected) => {
  expect(splitWords(line)).toEqual(expected);
});

it('gets back what was quoted', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      const line = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
      expect(splitWords(line)).toEqual(words);
    }),
  );
});
