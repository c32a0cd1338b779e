import { dirname } from 'node:path';
import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import type { Result, Summary } from '../../core/result.ts';
import type { OutputVerdict } from './conclusion.ts';

/** The outputs of the action, with what docs/reference/action.md says of them. */
export const outputTexts = {
  verdict: 'What the step came to; the one to test.',
  'p50-ms':
    'Median of the time to the first answer, in whole milliseconds; of several scenarios the largest. Empty where it is not known or falls on a start that never answered; expressions read an empty string as 0.',
  'p95-ms': 'The same for the 95th percentile.',
  'max-ms': 'The same for the slowest start.',
  'result-path': 'File with the result as JSON. Empty where nothing was measured.',
  'summary-path': 'File with the report in Markdown. Empty where nothing was measured.',
  'reports-path':
    'Folder with both and with the files of the input reports. Empty where nothing was measured.',
} as const;

/** The outputs of the action `setup`. */
export const setupOutputTexts = {
  'cluster-name': 'Name of the cluster (minikube: profile).',
  kubeconfig: 'File to reach the cluster with, for `KUBECONFIG` or the input kubeconfig.',
} as const;

export type OutputName = keyof typeof outputTexts;
export type Outputs = Record<OutputName, string>;

/** Where the files of a run are; null before there are any. */
export interface ResultPaths {
  result: string | null;
  summary: string | null;
}

export function outputsOf(verdict: OutputVerdict, result: Result | null, paths: ResultPaths): Outputs {
  return {
    verdict,
    'p50-ms': largest(result, 'p50Ms'),
    'p95-ms': largest(result, 'p95Ms'),
    'max-ms': largest(result, 'maxMs'),
    'result-path': paths.result ?? '',
    'summary-path': paths.summary ?? '',
    'reports-path': paths.result === null ? '' : dirname(paths.result),
  };
}

/** A quantile is +∞ where it falls on a start without an answer, and then so is the largest of several. */
function largest(result: Result | null, key: 'p50Ms' | 'p95Ms' | 'maxMs'): string {
  const own = result === null ? [] : ownScenarios(result);
  const values = own.map(({ summary }: { summary: Summary }) => summary[key]);
  const known = values.filter((ms) => ms !== null);
  return known.length === 0 || known.length < values.length ? '' : String(Math.round(Math.max(...known)));
}
