import { describe, expect, it } from 'vitest';
import { markdownSource } from '../../src/core/markdown.ts';
import { resultSchema } from '../../src/core/result.ts';
import { renderCommentSection } from '../../src/reports/comment/section.ts';
import { renderJson } from '../../src/reports/formats/json.ts';
import { renderMarkdown } from '../../src/reports/markdown/markdown.ts';
import { tableWidth } from '../../src/reports/terminal/paragraph.ts';
import { renderTable } from '../../src/reports/terminal/table.ts';
import { displayWidth } from '../../src/reports/terminal/width.ts';
import { exampleResults } from './example-results.ts';
import { expectGolden } from './expect-golden.ts';

describe.each(Object.entries(exampleResults))('The result %s', (name, result) => {
  it('is printed on a terminal as in its golden file', () => {
    expectGolden(`${name}.txt`, renderTable(result));
  });

  it('is printed in Markdown as in its golden file', () => {
    expectGolden(`${name}.md`, renderMarkdown(result));
  });

  it('is said in a pull request as in its golden file', () => {
    expectGolden(`${name}.comment.md`, markdownSource(renderCommentSection(result)));
  });

  it('takes 80 columns on a terminal at most, without space at the ends of lines', () => {
    const lines = renderTable(result).split('\n');
    expect(lines.filter((line) => displayWidth(line) > tableWidth || line !== line.trimEnd())).toEqual([]);
  });

  it('looks the same with colours, apart from the colours', () => {
    const coloured = renderTable(result, { style: (role, text) => `«${role}»${text}«»` });
    expect(coloured.replaceAll(/«[a-z]*»/g, '')).toBe(renderTable(result));
  });

  it('survives being written as JSON and read again', () => {
    expect(resultSchema.parse(JSON.parse(renderJson(result)))).toEqual(result);
  });
});
