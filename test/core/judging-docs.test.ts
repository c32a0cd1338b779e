import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { observed, observedRates, outlooks, simulate } from '../../bench/verdict-chances.ts';
import { judgingTables } from '../../bench/verdict-curve.ts';

const docs = readFileSync(new URL('../../docs/judging.md', import.meta.url), 'utf8');

describe('the published tables', () => {
  it.each(Object.entries(judgingTables()))('of %s are what the code gives', (_, table) => {
    expect(docs).toContain(`\n\n${table}\n`);
  });

  it('have the published chances of violated', () => {
    const violated = outlooks(observed, observedRates).map((outlook) => outlook.violated);
    // 0.1, 1.2, 4.3, 16, 56, 93 and 99% at 1, 2, 3, 5, 10, 20 and 30%.
    const published = [0.0011, 0.0121, 0.0426, 0.1633, 0.5614, 0.9291, 0.9923];
    violated.forEach((chance, index) => expect(chance).toBeCloseTo(published[index] ?? NaN, 4));
  });

  it('are what a simulation of whole runs comes to', () => {
    const runs = 2000;
    const [exact] = outlooks(observed, [0.1]);
    const simulated = simulate(observed, 0.1, runs, 11);
    const chance = exact?.violated ?? NaN;
    const standardError = Math.sqrt((chance * (1 - chance)) / runs);
    expect(Math.abs(simulated.violated - chance)).toBeLessThan(3 * standardError);
    expect(Math.abs(simulated.iterations - (exact?.iterations ?? NaN))).toBeLessThan(1);
  });
});
