import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mergedOutlook, mergedTable } from '../../../bench/merge-chances.ts';
import { observed, outlooks, proven } from '../../../bench/verdict-chances.ts';
import { overallLevels } from '../../../src/core/interim-checks.ts';

const docs = readFileSync(new URL('../../../docs/reports.md', import.meta.url), 'utf8');

describe('The chances of a merged verdict', () => {
  it('are those that docs/reports.md shows: node bench/merge-chances.ts', () => {
    expect(docs).toContain(`\n\n${mergedTable()}\n`);
  });

  it('of shards of the rule proven, exactly at their limit, are within what is promised', () => {
    const { met, violated } = mergedOutlook(proven, 4, 0.05);
    expect(met).toBeLessThanOrEqual(overallLevels.met);
    expect(violated).toBeLessThanOrEqual(overallLevels.violated);
    expect([met, violated].map((chance) => (chance * 100).toFixed(1))).toEqual(['4.5', '0.9']);
    expect(docs).toContain('met in 4.5% and violated in 0.9%');
  });

  it('add up to one, and are those of a run where there is one shard', () => {
    for (const rate of [0.02, 0.1]) {
      const { met, violated, inconclusive } = mergedOutlook(observed, 2, rate);
      expect(met + violated + inconclusive).toBeCloseTo(1, 6);
      const [alone] = outlooks(observed, [rate]);
      expect(mergedOutlook(observed, 1, rate).met).toBeCloseTo(alone?.met ?? NaN, 6);
    }
  });
});
