import { judgedOf } from '../../core/measure.ts';
import type { IterationResult, ScenarioResult } from '../../core/result.ts';

/** The iterations that count, the slowest first: one that never answered is slower than any other. */
export function slowestFirst({ iterations }: ScenarioResult): IterationResult[] {
  return judgedOf(iterations).toSorted((a, b) => timeOf(b) - timeOf(a));
}

/** Numbers only, so that two that never answered compare as equal. */
function timeOf({ totalMs }: IterationResult): number {
  return totalMs ?? Number.MAX_VALUE;
}
