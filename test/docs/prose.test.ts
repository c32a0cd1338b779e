import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Phrases that a reader stumbles over, each with what to write instead. */
const habits: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\btime-outs?\b/i, 'timeout'],
  [/\d[ \u00a0]%/, '95%, without a space'],
  [/\bby turns\b/i, 'alternately'],
  [/\bfor practice\b/i, 'unjudged'],
  [/\b(?:is|are|was|were) told\b/i, 'is reported'],
  [/\b(?:is|are|was|were|be|been) asked\b/i, 'is probed, is requested'],
  [/\basked for\b/i, 'requested'],
  [/(?:^|[.:;|] |\b(?:by|to|for|from) )who (?:asks|may|wants)\b/i, 'a user who …'],
  [/\bputs? (?:away|back)\b/i, 'deletes, restores'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\bhangs on\b/i, 'depends on'],
  [/\b(?:left so|left as it is|what is left)\b/i, 'is left unchanged, leftovers'],
  [/\b(?:known here|nothing known)\b/i, 'unknown'],
  [/\bmakes no sense\b/i, 'is invalid'],
  [/\bwithout a word\b/i, 'silently'],
  [/\b(?:made|makes?) anew\b/i, 'recreated'],
];

const pages = globSync(
  ['*.md', 'docs/**/*.md', 'harness/*.md', 'action.yml', '*/action.yml', 'schema/*.json'],
  {
    cwd: root,
  },
).filter((page) => page !== 'docs/reliability.md' && page !== 'CHANGELOG.md');

const sources = globSync('src/**/*.ts', { cwd: root });

it.each(pages)('%s is in plain words', (page) => expect(habitsOf(page)).toEqual([]));

it('help and messages are in plain words', () => expect(sources.flatMap(habitsOf)).toEqual([]));

it.each([
  ['a timeout', 'a time-out', 1],
  ['a percentage', '95 % of runs', 1],
  ['an action without an agent', 'the user is told of it, and the Service is asked', 2],
  ['plain words', 'the user sees it; 95% of runs are within the limit', 0],
] as const)('finds %s written in the old way', (_, text, count) => {
  expect(habitsIn(text)).toHaveLength(count);
});

function habitsOf(path: string): string[] {
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  return lines.flatMap((line, index) => habitsIn(line).map((each) => `${path}:${index + 1}: ${each}`));
}

/** Comments are left to the reviewer: only what a user reads is held to the list. */
function habitsIn(line: string): string[] {
  if (/^\s*(?:\/\/|\/\*|\*)/.test(line)) return [];
  return habits.flatMap(([phrase, instead]) => {
    const found = phrase.exec(line)?.[0];
    return found === undefined ? [] : [`"${found}" (write: ${instead})`];
  });
}
