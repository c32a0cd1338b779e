import { describe, expect, it } from 'vitest';
import { mergeSections, stateAfter, type Section } from '../../src/github/section.ts';

function section(id: string, runId: number, more: Partial<Section> = {}): Section {
  return { ...{ id, leg: id, title: id, state: 'met', body: '' }, run: { runId, attempt: 1 }, ...more };
}

const idsOf = (sections: readonly Section[]): string[] => sections.map(({ id, run }) => `${id} ${run.runId}`);

describe('sections of several reads', () => {
  it('are the newest of each', () => {
    const merged = mergeSections(
      [
        [section('a', 2), section('b', 1)],
        [section('a', 1), section('b', 3)],
      ],
      null,
    );
    expect(idsOf(merged)).toEqual(['a 2', 'b 3']);
  });

  it('are those of the later attempt of a run', () => {
    const again = section('a', 2, { run: { runId: 2, attempt: 2 }, body: 'again' });
    expect(mergeSections([[section('a', 2)], [again]], null)).toEqual([again]);
  });

  it('are in the order of their titles, with numbers as people count them', () => {
    const titled = ['v1.30', 'v1.9', 'v1.100'].map((title) => section(title, 1));
    expect(mergeSections([titled], null).map(({ title }) => title)).toEqual(['v1.9', 'v1.30', 'v1.100']);
  });

  it('lose what older runs left of legs that are no more, once all legs have said something', () => {
    const old = [section('a', 1), section('gone', 1)];
    expect(idsOf(mergeSections([old, [section('a', 2)]], 2))).toEqual(['a 2', 'gone 1']);
    expect(idsOf(mergeSections([old, [section('a', 2), section('b', 2)]], 2))).toEqual(['a 2', 'b 2']);
  });

  it('count a leg with several sections once', () => {
    const two = [section('a', 2, { leg: '0' }), section('b', 2, { leg: '0' })];
    expect(idsOf(mergeSections([[section('c', 1, { leg: '1' })], two], 2))).toEqual(['a 2', 'b 2', 'c 1']);
  });
});

describe('the state to show', () => {
  it.each([
    [null, 'met', 'met'],
    ['met', 'met', 'met'],
    ['violated', 'met', 'recovered'],
    ['regression', 'met', 'recovered'],
    ['inconclusive', 'met', 'recovered'],
    ['recovered', 'met', 'recovered'],
    ['recovered', 'violated', 'violated'],
  ] as const)('after %s is, when it is %s now, %s', (previous, now, shown) => {
    expect(stateAfter(previous, now)).toBe(shown);
  });
});
