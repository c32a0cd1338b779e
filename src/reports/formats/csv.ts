import { phaseKeys } from '../../core/phases.ts';
import { isAvailable } from '../../core/experiments/new-pods/available.ts';
import type { IterationResult, Result } from '../../core/result.ts';
import { cleanText } from '../wording/clean.ts';
import { failureText, literalScenarios } from '../policy/facts.ts';

type Value = string | number | boolean | null;

/** A column; named as in the JSON result, so that units stand in the names. */
type Column = readonly [name: string, value: (iteration: IterationResult) => Value];

const columns: readonly Column[] = [
  ['iteration', ({ index }) => index],
  ['round', ({ round }) => round],
  ['warmup', ({ warmup }) => warmup],
  ['outcome', ({ outcome }) => outcome],
  ['reason', ({ reason }) => reason],
  ['startedAt', ({ startedAt }) => startedAt],
  ['totalMs', ({ totalMs }) => totalMs],
  ['readyMs', ({ readyMs }) => readyMs],
  ['sliMs', ({ sliMs }) => sliMs],
  ['sliAtMostMs', ({ sliAtMostMs }) => sliAtMostMs],
  ['podsAsked', ({ fleet }) => (fleet === undefined ? null : fleet.to - fleet.from)],
  ['podsAvailable', ({ fleet }) => fleet?.pods.filter(isAvailable).length ?? null],
  ['firstMs', ({ fleet }) => fleet?.firstMs ?? null],
  ['halfMs', ({ fleet }) => fleet?.halfMs ?? null],
  ['allMs', ({ fleet }) => fleet?.allMs ?? null],
  ['outageMs', ({ healing }) => healing?.outageMs ?? null],
  ['longestGapMs', ({ healing }) => healing?.longestGapMs ?? null],
  ['failedProbes', ({ healing }) => healing?.failedProbes ?? null],
  ['clientProbes', ({ healing }) => healing?.probes ?? null],
  ['victim', ({ healing }) => healing?.victim?.pod ?? null],
  ['replacement', ({ healing }) => healing?.replacement ?? null],
  ...Object.values(phaseKeys).map((key): Column => [key, ({ phases }) => phases[key]]),
  ['applicationAtMostMs', ({ applicationAtMostMs }) => applicationAtMostMs],
  ['restarts', ({ restarts = [] }) => restarts.reduce((sum, { count }) => sum + count, 0)],
  ['imagePulls', ({ imagePulls }) => imagePulls.map(({ kind }) => kind ?? 'unknown').join(' ')],
  ['imageBytes', imageBytes],
  ['probeAttempts', ({ probe }) => probe.attempts],
  ['probeResolutionMs', ({ probe }) => probe.resolutionMs],
  ['watchGaps', ({ watchGaps }) => watchGaps],
  ['stalledMs', ({ stalledMs }) => stalledMs],
  ['startOffsetMs', ({ startOffsetMs }) => startOffsetMs],
  ['startWaitMs', ({ startWaitMs }) => startWaitMs],
  ['deletionMs', ({ deletionMs }) => deletionMs],
  ['nodeName', ({ nodeName }) => nodeName],
  ['message', ({ message }) => message],
];

/**
 * One row for each iteration, warm-ups included, as RFC 4180 has it (https://www.rfc-editor.org/rfc/rfc4180): with a
 * header, CRLF, and quotes where needed. What is not known is an empty field, never 0.
 */
export function renderCsv(result: Result): string {
  const { scenarios } = result;
  const header = ['scenario', ...columns.map(([name]) => name)];
  const rows = scenarios.flatMap(({ name, iterations }) =>
    iterations.map((iteration) => [name, ...columns.map(([, value]) => value(iteration))]),
  );
  return [header, ...rows, ...policyRows(result)].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** A row for each run that was made step by step; what only a measurement has stays empty. */
function policyRows(result: Result): Value[][] {
  return literalScenarios(result).flatMap(({ scenario }) =>
    scenario.runs.map((run, index) => {
      const known: Partial<Record<string, Value>> = {
        iteration: index + 1,
        outcome: run.passed ? 'passed' : 'failed',
        startedAt: run.startedAt,
        message: run.passed ? null : failureText(run),
      };
      return [scenario.name, ...columns.map(([name]) => known[name] ?? null)];
    }),
  );
}

/** Of all its images together; null where one is not known, or there is none. */
function imageBytes({ imagePulls }: IterationResult): number | null {
  const sizes = imagePulls.flatMap(({ bytes }) => bytes ?? []);
  return sizes.length === 0 || sizes.length < imagePulls.length
    ? null
    : sizes.reduce((sum, bytes) => sum + bytes, 0);
}

function field(value: Value): string {
  if (value === null) return '';
  const text = typeof value === 'string' ? harmless(cleanText(value)) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Spreadsheets take a text that begins like a formula for one, in quotes too
 * (https://owasp.org/www-community/attacks/CSV_Injection); an apostrophe before it stops them. The wide forms count too.
 */
function harmless(text: string): string {
  return /^[=+\-@＝＋－＠]/u.test(text) ? `'${text}` : text;
}
