import { describe, expect, it } from 'vitest';
import { markdownSource, type Markdown } from '../../src/core/markdown.ts';
import { code, gfm } from '../../src/reports/markdown/escape.ts';
import { renderComment, type CommentPart } from '../../src/reports/comment/comment.ts';
import { renderCommentSection } from '../../src/reports/comment/section.ts';
import { startNumbers } from '../../src/reports/wording/start-number.ts';
import { keepUnits, keepUnitsInMarkdown } from '../../src/reports/markdown/units.ts';
import { makeIteration, makeResult, neverAnswered } from '../make-result.ts';
import { exampleResults } from './example-results.ts';

function blockOf(name: string, commit: string | null = null): Markdown {
  const result = exampleResults[name];
  if (result === undefined) throw new Error(name);
  return renderCommentSection(result, { commit });
}

const sectionOf = (name: string, commit: string | null = null): string =>
  markdownSource(blockOf(name, commit));

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('The comment', () => {
  it.each([
    [
      'violated',
      '### ❌ `goldpinger` starts too slowly: 60 of 60 starts exceeded 2 s; at most 3 may (commit 1a2b3c4)',
    ],
    ['none-answered', '### ❌ `goldpinger` does not start: none of its starts answered (commit 1a2b3c4)'],
    [
      'healing',
      '### ❌ `web` is out for too long: 5 of 20 iterations exceeded 100 ms (outage); at most 3 may (commit 1a2b3c4)',
    ],
    ['met', '### ✅ `goldpinger` keeps its limit: p95 2.85 s ≤ 30 s (commit 1a2b3c4)'],
    [
      'timed-out',
      '### ❌ `goldpinger` starts too slowly: 4 of 19 starts never answered within 60 s (2 × ImagePullBackOff, 1 × Unschedulable, 1 × FailedCreate); at most 3 may exceed the 30 s p95 limit (commit 1a2b3c4)',
    ],
  ])('of the result %s has one heading: what failed, by how much, at which commit', (name, heading) => {
    const lines = plain(sectionOf(name, '1a2b3c4d5e6f')).split('\n');
    expect(lines.filter((line) => line.startsWith('#'))).toEqual([heading]);
    expect(lines[0]).toBe(heading);
    const part = { title: 'app', reporter: null, block: blockOf(name) };
    expect(markdownSource(renderComment([{ ...part, state: 'violated' }]))).toBe(sectionOf(name));
    expect(markdownSource(renderComment([{ ...part, state: 'recovered' }]))).toContain('Recovered');
  });

  it('of a fork says in every heading that it is as the fork reports', () => {
    const [met, violated] = ['met', 'violated'].map((name) =>
      renderCommentSection(exampleResults[name] ?? makeResult({ scenarios: [] }), { reporter: 'fork' }),
    );
    const part = { title: 'app', reporter: 'fork', block: met ?? gfm`` } as const;
    for (const parts of [
      [{ ...part, state: 'met' }],
      [{ ...part, state: 'recovered' }],
      [
        { ...part, state: 'met' },
        { ...part, title: 'other', state: 'met' },
      ],
      [
        { ...part, state: 'met' },
        { ...part, title: 'other', state: 'violated', block: violated ?? gfm`` },
      ],
    ] satisfies CommentPart[][]) {
      const lines = markdownSource(renderComment(parts)).split('\n');
      const said = lines.filter((line) => /^#|^<details.*: [✅❌]|^\| (?:app|other) |Recovered/u.test(line));
      expect(said.length).toBeGreaterThan(0);
      for (const line of said) expect(line).toContain('as the fork reports');
    }
  });

  it('shows the failing scenario first and open, and folds the one that holds', () => {
    const text = sectionOf('several');
    const failing = text.indexOf('#### ❌ `large image, pulled at every start`');
    const passing = text.indexOf('<details><summary>✅ small image</summary>');
    expect(failing).toBeGreaterThan(0);
    expect(passing).toBeGreaterThan(failing);
  });

  it('has a limit below every measure that has one', () => {
    const rows = plain(sectionOf('healing'))
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows.filter((row) => row.startsWith('| limit'))).toEqual([
      '| limit | — | 5 s | — |',
      '| limit | — | 100 ms | — |',
    ]);
  });

  it('says what to do wherever starts never answered', () => {
    for (const name of ['none-answered', 'timed-out', 'nothing-answered', 'duet-unanswered'])
      expect(sectionOf(name)).toMatch(/What to do:\n- \S/);
  });

  it('ticks off no phase of starts that never got that far', () => {
    const line = sectionOf('timed-out')
      .split('\n')
      .find((each) => each.includes('`image-pull p50 <= 10s`'));
    expect(line).toMatch(/^- `image-pull/);
    expect(line).toContain('by the starts that got that far');
  });
});

it('keeps numbers and units on one line, and leaves code alone', () => {
  expect(keepUnits('p95 2.85 s, 43% of 20 starts')).toBe('p95 2.85\u00a0s, 43% of 20 starts');
  expect(markdownSource(keepUnitsInMarkdown(gfm`${code('p95 <= 2 s')}: 3 s`))).toBe('`p95 <= 2 s`: 3\u00a0s');
});

it('numbers starts as the log does, with warm-ups and those that do not count apart', () => {
  const iterations = [
    makeIteration({ warmup: true }),
    makeIteration({ warmup: true }),
    makeIteration(),
    neverAnswered('invalid', 'ProcessStalled'),
    neverAnswered('timed-out', 'Unschedulable'),
  ].map((each, at) => ({ ...each, index: at + 1 }));
  expect([...startNumbers({ iterations }).values()]).toEqual([
    'warm-up',
    'warm-up 2',
    '1',
    'not counted',
    '2',
  ]);
});
