import { judgedOf } from '../measure.ts';
import type { IterationResult } from '../result-iteration.ts';
import type { Comparison } from '../result-comparison.ts';
import { phaseDistributions, readyDistribution, sliSummary, summarize } from '../summary.ts';

type Facts = Comparison['baseline'];

/** What a comparison says of its baseline. */
export function baselineFacts(
  iterations: readonly IterationResult[],
  origin: Pick<Facts, 'label' | 'scenario' | 'runId' | 'startedAt' | 'commit'>,
): Facts {
  return {
    ...origin,
    summary: summarize(iterations),
    ready: readyDistribution(iterations),
    ...sliSummary(iterations),
    phases: phaseDistributions(iterations),
    imageBytes: imageBytesOf(iterations),
  };
}

/** Size of all images of a start together, by the last start that tells; null where none does. */
export function imageBytesOf(iterations: readonly IterationResult[]): number | null {
  const sizes = judgedOf(iterations).map(({ imagePulls }) =>
    imagePulls.reduce<number | null>(
      (sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes),
      imagePulls.length === 0 ? null : 0,
    ),
  );
  return sizes.findLast((size) => size !== null) ?? null;
}
