import { imageBytesOf } from '../../core/comparison/baseline-facts.ts';
import { percent, signedPercent } from '../../core/comparison/percent.ts';
import { phaseNames } from '../../core/phases.ts';
import type { Comparison, Distribution, ScenarioResult } from '../../core/result.ts';
import { formatTime, missing } from './time.ts';
import { readyLabel, totalLabel } from '../figures/measures.ts';

/**
 * How a scenario compares with its baseline; empty without one. It may hold text of any origin (values of a
 * fingerprint): clean or escape it.
 */
export function comparisonSentence({ comparison }: Pick<ScenarioResult, 'comparison'>): string {
  if (comparison === null) return '';
  const { verdict, ratio, reason } = comparison;
  const change = ratio === null ? null : changeText(ratio);
  const why = reason ?? 'the reason is unknown';
  switch (verdict) {
    case 'regression':
      return `regression: ${isSlower(comparison) ? `${change ?? ''}; ${allowedText(comparison)}` : why}`;
    case 'no-regression-shown':
      return `no regression: ${[change, seenText(comparison)].filter((part) => part !== null).join('. ')}`;
    case 'inconclusive':
      return `inconclusive: ${why}${change === null ? '' : `; ${change} so far`}`;
    case null:
      return `not judged: ${why}${change === null ? '' : `; ${change}`}`;
  }
}

/** `2.1% slower (95% interval −4% to +8.9%, 20 pairs)`. */
export function changeText({ estimate, interval, pairs }: NonNullable<Comparison['ratio']>): string {
  const change =
    estimate === 1 ? 'as fast' : `${percent(Math.abs(estimate - 1))} ${estimate > 1 ? 'slower' : 'faster'}`;
  const basis = [rangeText(interval), pairs === null ? null : `${pairs} pairs`].filter(
    (part) => part !== null,
  );
  return basis.length === 0 ? change : `${change} (${basis.join(', ')})`;
}

function rangeText([low, high]: NonNullable<Comparison['ratio']>['interval']): string | null {
  if (low === null && high === null) return null;
  const range =
    low !== null && high !== null
      ? `${signedPercent(low)} to ${signedPercent(high)}`
      : low !== null
        ? `${signedPercent(low)} or more`
        : `${signedPercent(high ?? 0)} or less`;
  return `95% interval ${range}`;
}

/** Whether the times decided, not the starts that never answered. */
function isSlower({ ratio, maxRegression }: Comparison): boolean {
  const low = ratio?.interval[0] ?? null;
  return low !== null && maxRegression !== null && low > 1 + maxRegression;
}

function allowedText({ maxRegression }: Comparison): string {
  return `at most ${percent(maxRegression ?? 0)} is allowed`;
}

function seenText({ smallestDetectable }: Comparison): string | null {
  return smallestDetectable === null
    ? null
    : `A slowdown of ${percent(smallestDetectable)} or more would be detected in 9 of 10 runs`;
}

/** By how much p50, p95 and max have changed: `+25%`. */
export function changesOf(before: Distribution, now: Distribution): string[] {
  return (['p50Ms', 'p95Ms', 'maxMs'] as const).map((key) => {
    const [from, to] = [before[key], now[key]];
    return from === null || to === null || from <= 0 ? missing : signedPercent(to / from);
  });
}

/** `docker.io/library/app:1.2, measured alternately`. */
export function baselineText({ kind, baseline }: Comparison): string {
  const commit = baseline.commit === null ? '' : `, commit ${baseline.commit}`;
  if (kind === 'duet') return `${baseline.label}, measured alternately`;
  return `${baseline.label}, an earlier run${commit}`;
}

/** A measure of a scenario and the same measure of its baseline. */
export interface ChangeRow {
  /** For people: `time to first answer`, `image pull`. */
  measure: string;
  baselineP50Ms: number | null;
  candidateP50Ms: number | null;
  /** null where one of the two is not known. */
  changeMs: number | null;
}

/** The medians of the total, of Ready and of every phase that both know; none without a baseline. */
export function changeRows(scenario: ScenarioResult): ChangeRow[] {
  const { comparison, summary, ready } = scenario;
  if (comparison === null) return [];
  const { baseline } = comparison;
  return [
    changeRow(totalLabel(scenario), baseline.summary, summary),
    changeRow(readyLabel(scenario), baseline.ready, ready),
    ...phaseChanges(scenario),
  ];
}

type Median = Pick<Distribution, 'p50Ms'>;

function changeRow(measure: string, baseline: Median, candidate: Median): ChangeRow {
  const [before, now] = [baseline.p50Ms, candidate.p50Ms];
  const changeMs = before === null || now === null ? null : now - before;
  return { measure, baselineP50Ms: before, candidateP50Ms: now, changeMs };
}

function phaseChanges({ comparison, phases }: ScenarioResult): ChangeRow[] {
  return phaseNames.flatMap((phase) => {
    const [before, now] = [comparison?.baseline.phases[phase], phases[phase]];
    return before === undefined || now === undefined ? [] : [changeRow(phase.replace('-', ' '), before, now)];
  });
}

/** A change of a phase is reported from this share of the baseline's total, and from this many milliseconds. */
const leastShare = 0.05;
const leastMs = 20;

/** `image pull +4.10 s: image grew from 38 to 212 MB`, of the phase that changed most; null where none did much. */
export function largestChange(scenario: ScenarioResult): string | null {
  const wholeMs = scenario.comparison?.baseline.summary.p50Ms ?? 0;
  const [largest] = phaseChanges(scenario)
    .flatMap(({ measure, changeMs }) => (changeMs === null ? [] : [{ measure, changeMs }]))
    .filter(({ changeMs }) => Math.abs(changeMs) >= Math.max(leastMs, wholeMs * leastShare))
    .toSorted((a, b) => Math.abs(b.changeMs) - Math.abs(a.changeMs));
  if (largest === undefined) return null;
  const { measure, changeMs } = largest;
  const cause = measure === 'image pull' ? imageChange(scenario) : null;
  return `${measure} ${signedTime(changeMs)}${cause === null ? '' : `: ${cause}`}`;
}

/** `+4.10 s`, `−310 ms`. */
export function signedTime(ms: number): string {
  return `${ms > 0 ? '+' : ms < 0 ? '−' : '±'}${formatTime(Math.abs(ms))}`;
}

function imageChange({ comparison, iterations }: ScenarioResult): string | null {
  const [before, now] = [comparison?.baseline.imageBytes ?? null, imageBytesOf(iterations)];
  if (before === null || now === null) return null;
  const [from, to] = [megabytes(before), megabytes(now)];
  return from === to ? null : `image ${now > before ? 'grew' : 'shrank'} from ${from} to ${to} MB`;
}

function megabytes(bytes: number): string {
  const size = bytes / 1e6;
  return size < 9.95 ? size.toFixed(1) : String(Math.round(size));
}
