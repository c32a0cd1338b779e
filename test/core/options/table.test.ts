import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../../src/core/config/rules.ts';
import type { Option } from '../../../src/core/options/option.ts';
import { areas, settings, standard } from '../../../src/core/options/table.ts';
import { defaultText, description, plainText, sentence } from '../../../src/core/options/texts.ts';

const all = Object.values(areas).flatMap(({ options }) => Object.entries<Option>(options));

describe('The tables of options', () => {
  it('have no name and no key of the file twice', () => {
    const names = all.map(([name]) => name);
    expect(names).toEqual([...new Set(names)]);
    const keys = Object.values(settings).map(({ level, path }) => `${level} ${path}`);
    expect(keys).toEqual([...new Set(keys)]);
  });

  it('have no default or example that their own rule refuses', () => {
    const refused = Object.entries(settings).flatMap(([name, { type, default: value, examples = [] }]) =>
      [...(value === undefined ? [] : [value]), ...examples]
        .filter((each) => !schemaOf(type).safeParse(each).success)
        .map((each) => `${name}: ${JSON.stringify(each)}`),
    );
    expect(refused).toEqual([]);
  });

  it('give the code its defaults', () => {
    expect(standard).toMatchObject({ iterations: 20, warmup: 1, path: '/', maxRegression: '10%' });
  });

  it('have help that is one sentence without its full stop', () => {
    const odd = all.filter(([, { help, cli, action }]) =>
      [help, cli?.help, action?.help].some((text) => text !== undefined && /^\s|[.\s]$/.test(text)),
    );
    expect(odd.map(([name]) => name)).toEqual([]);
  });
});

describe('The texts of an option', () => {
  it('are a sentence, the reference, the default in words, and plain text for a terminal', () => {
    const option = { help: 'port of `image`', more: 'Needs `image`.', otherwise: 'the first' };
    expect(sentence(option.help)).toBe('Port of `image`.');
    expect(sentence('`a` or `b`')).toBe('`a` or `b`.');
    expect(description(option)).toBe('Port of `image`. Needs `image`. Default: the first.');
    expect(defaultText(option)).toBe('the first');
    expect([20, '10%', false].map((value) => defaultText({ default: value }))).toEqual([
      '20',
      '10%',
      undefined,
    ]);
    expect(plainText(option.help)).toBe('port of image');
  });
});
