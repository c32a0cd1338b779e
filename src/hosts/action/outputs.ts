import { dirname } from 'node:path';
import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import type { Result, Summary } from '../../core/result.ts';
import type { OutputVerdict } from './conclusion.ts';

/** The outputs of a result, with what docs/reference/action.md says of them. */
export const resultOutputTexts = {
  verdict:
    'Result of the step: `met`, `violated`, `inconclusive`, `measured`, `usage`, `cluster` or `interrupted`. Test this output in later steps.',
  'p50-ms':
    'Median of the time to the first answer, in whole milliseconds; of several scenarios the largest. Empty where it is not known or falls on a start that never answered; expressions read an empty string as 0.',
  'p95-ms': 'The same for the 95th percentile.',
  'p99-ms': 'The same for the 99th percentile.',
  'max-ms': 'The same for the slowest start.',
  'change-percent':
    'How much slower than the baseline, in percent with one decimal: `12.5`, or `-3` where it is faster; of several scenarios the slowest. Empty without a baseline, and where the change of a scenario is not known.',
  'result-path': 'File with the result as JSON. Empty where nothing was measured.',
  'summary-path': 'File with the report in Markdown. Empty where nothing was measured.',
  'reports-path':
    'Folder with both and with the files of the input reports. Empty where nothing was measured.',
  'comment-url': 'Address of the comment in the pull request. Empty if there is none.',
  'issue-url':
    'Address of the issue that `on-violation-issue` keeps; of several scenarios one per line. Empty if there is none.',
} as const;

/** The outputs that the work on a cluster sets. One that was never set is empty. */
const clusterOutputTexts = {
  'cluster-name':
    'Name of the cluster (minikube: profile) that `cluster.keep` kept running. Empty if the step created none, or deleted it.',
  kubeconfig:
    'File to reach that cluster with, for `KUBECONFIG` or the input kubeconfig. Empty if there is none.',
  'logs-path':
    'Folder with the logs of the nodes of the cluster that the step created (`cluster.logs`). Empty if none were collected.',
} as const;

/** The outputs of the action that measures. */
export const outputTexts = { ...resultOutputTexts, ...clusterOutputTexts } as const;

/** The outputs of the action `setup`. */
export const setupOutputTexts = {
  'cluster-name': 'Name of the cluster (minikube: profile).',
  kubeconfig: 'File to reach the cluster with, for `KUBECONFIG` or the input kubeconfig.',
  'logs-path':
    'Folder with the logs of the nodes of a cluster that could not be created. Empty if there are none.',
} as const;

export type OutputName = keyof typeof resultOutputTexts;
export type Outputs = Record<OutputName, string>;

/** The outputs that are known only after GitHub was notified; empty until then. */
export type NotificationOutputs = Pick<Outputs, 'comment-url' | 'issue-url'>;

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
    'p99-ms': largest(result, 'p99Ms'),
    'max-ms': largest(result, 'maxMs'),
    'change-percent': changePercent(result),
    'result-path': paths.result ?? '',
    'summary-path': paths.summary ?? '',
    'reports-path': paths.result === null ? '' : dirname(paths.result),
    'comment-url': '',
    'issue-url': '',
  };
}

/** A quantile is +∞ where it falls on a start without an answer, and then so is the largest of several. */
function largest(result: Result | null, key: 'p50Ms' | 'p95Ms' | 'p99Ms' | 'maxMs'): string {
  const own = result === null ? [] : ownScenarios(result);
  const values = own.map(({ summary }: { summary: Summary }) => summary[key]);
  const known = values.filter((ms) => ms !== null);
  return known.length === 0 || known.length < values.length ? '' : String(Math.round(Math.max(...known)));
}

/** The largest change of a scenario that has a baseline; one that is not known could be larger than all others. */
function changePercent(result: Result | null): string {
  const own = result === null ? [] : ownScenarios(result);
  const compared = own.flatMap(({ comparison }) => comparison ?? []);
  const known = compared.flatMap(({ ratio }) => ratio?.estimate ?? []);
  if (known.length === 0 || known.length < compared.length) return '';
  // In tenths of a percent, without a negative zero.
  const tenths = Math.round((Math.max(...known) - 1) * 1000) || 0;
  return String(tenths / 10);
}
