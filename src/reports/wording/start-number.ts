import type { IterationResult, ScenarioResult } from '../../core/result.ts';

type Numbered = Pick<IterationResult, 'warmup' | 'outcome' | 'index'>;

/**
 * What a start is called everywhere, as in the log: its number among those that count. Warm-ups and those that are not
 * counted have no number: `warm-up`, `warm-up 2`, `not counted`.
 */
export function startNumbers({ iterations }: { iterations: readonly Numbered[] }): Map<number, string> {
  let counted = 0;
  let warmups = 0;
  const names = iterations.map((each): [number, string] => {
    if (each.warmup) return [each.index, ++warmups === 1 ? 'warm-up' : `warm-up ${warmups}`];
    return [each.index, each.outcome === 'invalid' ? 'not counted' : String(++counted)];
  });
  return new Map(names);
}

export function startNumber(scenario: Pick<ScenarioResult, 'iterations'>, { index }: Numbered): string {
  return startNumbers(scenario).get(index) ?? String(index);
}

/** `start 7`, or `warm-up` as it is. */
export function startTitle(number: string): string {
  return /^\d/.test(number) ? `start ${number}` : number;
}
