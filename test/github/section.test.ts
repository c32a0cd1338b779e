import { describe, expect, it } from 'vitest';
import { mergeSections, stateAfter, type Section } from '../../src/github/section.ts';

function section(id: string, runId: number, more: Partial<Section> = {}): Section {
  const run = { runId, attempt: 1 };
  return { ...{ id, leg: id, title: id, state: 'met', body: '', reporter: null }, run, ...more };
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

  it('are the worst of one attempt of a run, in whatever order they come', () => {
    const [met, violated] = [section('a', 2), section('a', 2, { state: 'violated', body: 'too slow' })];
    expect(mergeSections([[met], [violated]], null)).toEqual([violated]);
    expect(mergeSections([[violated], [met]], null)).toEqual([violated]);
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
  ] as const)('after %s is, when it is %s in the next run, %s', (previous, now, shown) => {
    const before = previous === null ? null : section('a', 1, { state: previous });
    expect(stateAfter(before, section('a', 2, { state: now }))).toBe(shown);
  });

  it.each([
    ['violated', 'met', 'met'],
    ['inconclusive', 'met', 'met'],
    ['recovered', 'met', 'recovered'],
    ['met', 'violated', 'violated'],
  ] as const)('after %s is, when it is %s in the same run, %s', (previous, now, shown) => {
    const again = section('a', 1, { state: now, run: { runId: 1, attempt: 2 } });
    expect(stateAfter(section('a', 1, { state: previous }), again)).toBe(shown);
  });
});
