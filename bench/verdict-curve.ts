/**
 * Prints the tables of docs/judging.md, and checks their exact numbers by simulation: `node bench/verdict-curve.ts`.
 */
import { leastForViolated, mostForMet } from '../src/core/binomial.ts';
import { levelsOf, checkAt, overallLevels } from '../src/core/interim-checks.ts';
import { quantileOf, type StatisticName } from '../src/core/objective.ts';
import { allowedOver } from '../src/core/quantile.ts';
import type { Judged } from '../src/core/verdict.ts';
import {
  ask,
  objective,
  observed,
  observedRates,
  outlooks,
  over,
  proven,
  provenAtOnce,
  provenRates,
  repeat,
  simulate,
  simulateNaiveGate,
  within,
} from './verdict-chances.ts';

/** Of the naive gate: all else is exact. */
const naiveRuns = 20_000;
const naiveSeed = 20;

/** Every table of docs/judging.md, by what it shows. */
export function judgingTables(): Record<string, string> {
  return {
    'observed, p95, 20 iterations, at most 60': observedTable(),
    'observed, how many may be over': allowedTable(),
    'proven, p95, looks every 20, at most 180': provenTable(proven),
    'proven, p95, one look at 180': provenTable(provenAtOnce),
    'proven, how many may be over, p95, looks every 20, at most 180': provenLooksTable(),
    'evidence of a single look': evidenceTable(),
  };
}

function observedTable(): string {
  const rows = outlooks(observed, observedRates).map(({ violated, iterations }, index) => {
    const rate = observedRates[index] ?? 0;
    const naive = simulateNaiveGate(rate, naiveRuns, naiveSeed);
    return [percent(rate), percent(violated), iterations.toFixed(0), percent(naive)];
  });
  return table(
    ['starts over the limit', 'violated', 'mean iterations', 'a gate on the interpolated p95 of 20'],
    rows,
  );
}

function provenTable(scenario: Judged): string {
  const rows = outlooks(scenario, provenRates).map(({ met, violated, inconclusive, iterations }, index) => [
    percent(provenRates[index] ?? 0),
    percent(met),
    percent(violated),
    percent(inconclusive),
    iterations.toFixed(0),
  ]);
  return table(['starts over the limit', 'met', 'violated', 'inconclusive', 'mean iterations'], rows);
}

function allowedTable(): string {
  const rows = (['p50', 'p90', 'p95', 'p99', 'max'] as const).map((statistic) => {
    const met = [20, 40, 60].map((n) => String(allowedOver(n, quantileOf(statistic))));
    return [statistic, ...met, String(firstToViolate(statistic))];
  });
  return table(
    ['', 'met with at most, of 20', 'of 40', 'of 60', 'violated at once with, in the first 20'],
    rows,
  );
}

/** How many of the first 20 violate an objective without another batch. */
function firstToViolate(statistic: StatisticName): number {
  const scenario: Judged = { ...observed, objectives: [objective(`${statistic} <= 30s`)] };
  return repeat(0, 21).findIndex((_, k) => {
    const step = ask(scenario, [...repeat(over, k), ...repeat(within, 20 - k)]);
    return step.kind === 'stop' && step.verdict === 'violated';
  });
}

function provenLooksTable(): string {
  const levels = levelsOf(proven, 0.95);
  const rows: string[][] = [];
  for (let n = checkAt(proven, 1); rows.length < 9; n = checkAt(proven, n + 1)) {
    const most = mostForMet(n, 0.95, levels.met);
    rows.push([
      String(n),
      most < 0 ? 'not yet' : String(most),
      String(leastForViolated(n, 0.95, levels.violated)),
    ]);
  }
  return table(['iterations', 'met with at most', 'violated with at least'], rows);
}

function evidenceTable(): string {
  const rows = [5, 8, 10, 20, 30, 59, 60, 93, 124, 180, 299].map((n) => [
    String(n),
    ...[0.5, 0.9, 0.95, 0.99].map((q) => {
      const most = mostForMet(n, q, overallLevels.met);
      const least = leastForViolated(n, q, overallLevels.violated);
      return `${most < 0 ? '–' : `≤ ${most}`} / ${least > n ? '–' : `≥ ${least}`}`;
    }),
  ]);
  return table(['iterations', 'p50', 'p90', 'p95', 'p99'], rows);
}

/** For people: one digit after the point where it tells something. */
export function percent(share: number): string {
  const inHundred = share * 100;
  if (inHundred > 0 && inHundred < 0.05) return 'under 0.1%';
  if (inHundred > 99.95 && inHundred < 100) return 'over 99.9%';
  const digits = inHundred < 9.95 || inHundred > 99 ? 1 : 0;
  return `${inHundred.toFixed(digits).replace(/\.0$/, '')}%`;
}

/** A markdown table, padded as the formatter pads it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  );
}

function simulationTable(scenario: Judged, rates: readonly number[], runs: number): string {
  const exact = outlooks(scenario, rates);
  const rows = rates.map((rate, index) => {
    const simulated = simulate(scenario, rate, runs, index + 1);
    const { violated = 0, met = 0, iterations = 0 } = exact[index] ?? {};
    return [
      percent(rate),
      `${(violated * 100).toFixed(2)} / ${(simulated.violated * 100).toFixed(2)}%`,
      `${(met * 100).toFixed(2)} / ${(simulated.met * 100).toFixed(2)}%`,
      `${iterations.toFixed(1)} / ${simulated.iterations.toFixed(1)}`,
    ];
  });
  return table(['exact / simulated', 'violated', 'met', 'mean iterations'], rows);
}

if (import.meta.main) {
  for (const [title, text] of Object.entries(judgingTables())) console.log(`${title}\n\n${text}\n`);
  console.log(`observed, 20000 runs a row\n\n${simulationTable(observed, observedRates, 20_000)}\n`);
  console.log(`proven, 5000 runs a row\n\n${simulationTable(proven, provenRates, 5_000)}`);
}
