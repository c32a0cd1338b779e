import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureNames } from '../../../src/core/objective.ts';
import { outcomes } from '../../../src/core/result.ts';
import { journalHead, journalLine, readJournal } from '../../../src/core/watch/journal.ts';
import { changed, emptyState, type WatchChange, type WatchState } from '../../../src/core/watch/state.ts';

const windowMs = 500;
const unixMs = fc.integer({ min: 0, max: 2000 });
const name = fc.oneof(fc.constantFrom('app', 'a "b" \n c'), fc.stringMatching(/^[a-z ]{1,8}$/));
const value = fc.oneof(
  fc.double({ min: 0, max: 1e6, noNaN: true, noInteger: true }),
  fc.constantFrom('never' as const, 'unknown' as const),
  fc.record({ atMostMs: fc.integer({ min: 0, max: 9 }) }),
);
const anyChange: fc.Arbitrary<WatchChange> = fc.oneof(
  fc.record({
    kind: fc.constant('start' as const),
    scenario: name,
    endedUnixMs: unixMs,
    entry: fc.record({
      atUnixMs: unixMs,
      outcome: fc.constantFrom(...outcomes),
      lateMs: fc.integer({ min: 0, max: 99 }),
      values: fc.dictionary(fc.constantFrom(...measureNames), value, { noNullPrototype: true }),
    }),
  }),
  fc.record({
    kind: fc.constant('missed' as const),
    scenario: name,
    entry: fc.record({
      atUnixMs: unixMs,
      outcome: fc.constant('missed' as const),
      count: fc.integer({ min: 1, max: 9 }),
    }),
  }),
  fc.record({
    kind: fc.constant('episode' as const),
    scenario: name,
    limit: fc.constantFrom('slo', 'sla'),
    episode: fc.record({
      startsAtUnixMs: unixMs,
      endsAtUnixMs: fc.option(unixMs, { nil: null }),
      told: fc.boolean(),
    }),
  }),
  fc.record({
    kind: fc.constantFrom('opened' as const, 'gone' as const),
    runId: fc.constantFrom('a', 'b', 'c'),
  }),
);

function stateAfter(changes: readonly WatchChange[], from: WatchState = emptyState): WatchState {
  return changes.reduce((state, change) => changed(state, change, windowMs), from);
}

describe('the journal', () => {
  it('brings back what was known, whatever of it stands in its first line', () => {
    fc.assert(
      fc.property(fc.array(anyChange), fc.array(anyChange), (before, after) => {
        const head = journalHead('f', stateAfter(before));
        const text = head + after.map(journalLine).join('');
        const state = stateAfter([...before, ...after]);
        expect(readJournal(text, windowMs)).toEqual({ fingerprint: 'f', state, lost: 0 });
      }),
    );
  });

  it('torn in its last line brings back all the lines before', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { minLength: 1 }), fc.nat(), (changes, cut) => {
        const lines = changes.map(journalLine);
        const last = lines.at(-1) ?? '';
        const text = journalHead('f', emptyState) + lines.slice(0, -1).join('');
        const torn = text + last.slice(0, cut % (last.length - 1));
        const read = readJournal(torn, windowMs);
        expect(read).toMatchObject({ state: stateAfter(changes.slice(0, -1)) });
      }),
    );
  });

  it('counts lines that make no sense, and takes those that do', () => {
    const opened = journalLine({ kind: 'opened', runId: 'a' });
    const text = `${journalHead('f', emptyState)}nonsense\n{"kind":"start"}\n${opened}`;
    expect(readJournal(text, windowMs)).toEqual({
      fingerprint: 'f',
      state: { scenarios: {}, openRuns: ['a'] },
      lost: 2,
    });
  });

  it.each([
    ['', 'is no journal of a continuous run'],
    ['{"schemaVersion":1}\n', 'is no journal of a continuous run'],
    ['{"version":2,"fingerprint":"f"}\n', 'is of version 2; this program writes version 1'],
    [journalHead('f', emptyState).slice(0, -5), 'is no journal of a continuous run'],
  ])('%j is none', (text, problem) => {
    expect(readJournal(text, windowMs)).toEqual({ problem });
  });
});
