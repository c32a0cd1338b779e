import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, sourceOf } from '../../../src/reports/html/markup.ts';
import { attributeOf, elementsOf, textOf } from './parse.ts';

describe('html', () => {
  it('lets no text begin an element, end one, or leave its attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const page = sourceOf(html`<p title="${text}">${text}</p>`);
        const [, , , ...inBody] = elementsOf(page);
        expect(inBody.map(({ tagName, attrs }) => [tagName, attrs.length])).toEqual([['p', 1]]);
      }),
    );
  });

  it('says the same in an element and in an attribute', () => {
    const [paragraph] = elementsOf(
      sourceOf(html`<p title="${`a "b" <c> & 'd'`}">${`a "b" <c> & 'd'`}</p>`),
    ).slice(3);
    expect(paragraph && [attributeOf(paragraph, 'title'), textOf(paragraph)]).toEqual([
      `a "b" <c> & 'd'`,
      `a "b" <c> & 'd'`,
    ]);
  });

  it('puts Html in as it is, joins lists, and makes nothing of null', () => {
    const items = ['<a>', '<b>'].map((text) => html`<i>${text}</i>`);
    expect(sourceOf(html`<p>${items}${null}</p>`)).toBe('<p><i>&lt;a&gt;</i><i>&lt;b&gt;</i></p>');
  });

  it('keeps a number and its unit on one line', () => {
    expect(sourceOf(html`${'2.34 s of 30 s, 16% in 3 steps'}`)).toBe(
      '2.34&nbsp;s of 30&nbsp;s, 16% in 3 steps',
    );
  });

  it('takes nothing for Html that was read from JSON', () => {
    const forged = JSON.parse('{"markup":"<script>","description":"markup"}') as never;
    expect(() => sourceOf(html`${forged}`)).toThrow();
  });

  it('leaves out characters that a page would hide or turn around', () => {
    expect(sourceOf(html`${'a\u202Eb\u0000c\u200Bd\uD800e'}`)).toBe('abcde');
  });
});
