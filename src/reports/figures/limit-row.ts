import type { ScenarioResult } from '../../core/result.ts';
import { isTotal } from './measures.ts';
import { formatLimit, missing } from '../wording/time.ts';

/** p50, p95 and max of the limits of a measure, for the row below its times; empty where it has none of these. */
export function limitCells({ objectives }: Pick<ScenarioResult, 'objectives'>, measure: string): string[] {
  const isIt = (each: string): boolean => each === measure || (isTotal(measure) && isTotal(each));
  const limits = ['p50', 'p95', 'max'].map((statistic) => {
    const found = objectives.find((each) => isIt(each.measure) && each.statistic === statistic);
    return found === undefined ? '' : formatLimit(found.limitMs);
  });
  return limits.every((limit) => limit === '') ? [] : limits.map((limit) => limit || missing);
}

/** The same as rows of a Markdown table: one, or none. */
export function limitRows(scenario: Pick<ScenarioResult, 'objectives'>, measure: string): string[][] {
  const cells = limitCells(scenario, measure);
  return cells.length === 0 ? [] : [['limit', ...cells]];
}
