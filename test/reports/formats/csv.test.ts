import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phaseKeys } from '../../../src/core/phases.ts';
import type { Result } from '../../../src/core/result.ts';
import { cleanText } from '../../../src/reports/wording/clean.ts';
import { renderCsv } from '../../../src/reports/formats/csv.ts';
import { makeIteration, makeResult, neverAnswered, spread } from '../../make-result.ts';
import { dangerous } from '../dangerous.ts';
import { exampleResults } from '../example-results.ts';

/** Rows as a program sees them that knows RFC 4180 and nothing else. */
function rowsOf(result: Result): Record<string, string>[] {
  return parse(renderCsv(result), { columns: true, relax_quotes: false, record_delimiter: '\r\n' });
}

function resultOf(...iterations: Parameters<typeof makeIteration>[0][]): Result {
  return makeResult({ scenarios: [{ iterations: iterations.map((facts) => makeIteration(facts)) }] });
}

describe('The CSV report', () => {
  it.each(Object.entries(exampleResults))('of a run that is %s has a row for each iteration', (_, result) => {
    const iterations = result.scenarios.flatMap((scenario) => scenario.iterations);
    const runs = (result.policy?.scenarios ?? []).flatMap((scenario) => scenario.runs);
    expect(rowsOf(result).map(({ iteration, outcome }) => [iteration, outcome])).toEqual([
      ...iterations.map(({ index, outcome }) => [String(index), outcome]),
      ...runs.map(({ passed }, index) => [String(index + 1), passed ? 'passed' : 'failed']),
    ]);
  });

  it('has a column for each phase, and units in the names of its columns', () => {
    const [header = ''] = renderCsv(resultOf({})).split('\r\n');
    const columns = header.split(',');
    expect(columns).toEqual(expect.arrayContaining(Object.values(phaseKeys)));
    const times = ['total', 'ready', 'probeResolution', 'stalled', 'startOffset', 'startWait', 'deletion'];
    expect(columns).toEqual(expect.arrayContaining(times.map((name) => `${name}Ms`)));
  });

  it('has the numbers as they were measured', () => {
    const facts = { totalMs: 2340.123456, readyMs: 0, watchGaps: 2, stalledMs: 140.5 };
    expect(rowsOf(resultOf(facts))[0]).toMatchObject({
      totalMs: '2340.123456',
      readyMs: '0',
      schedulingMs: '6.3',
      watchGaps: '2',
      stalledMs: '140.5',
      imagePulls: 'present',
      imageBytes: '38000000',
    });
  });

  it('leaves a field empty where nothing is known, and never says 0', () => {
    const result = makeResult({ scenarios: [{ iterations: [neverAnswered('timed-out', 'Unschedulable')] }] });
    expect(rowsOf(result)[0]).toMatchObject({
      ...{ totalMs: '', readyMs: '', sandboxMs: '', imagePulls: '', imageBytes: '', message: '' },
      ...{ outcome: 'timed-out', reason: 'Unschedulable', schedulingMs: '5.8' },
    });
  });

  it('has no size where that of one image is not known', () => {
    const [pull] = makeIteration().imagePulls;
    if (pull === undefined) throw new Error('no pull');
    const second = { ...pull, container: 'sidecar', kind: null, bytes: null };
    expect(rowsOf(resultOf({ imagePulls: [pull, second] }))[0]).toMatchObject({
      imagePulls: 'present unknown',
      imageBytes: '',
    });
    const known = { ...second, kind: 'pulled' as const, bytes: 2_000_000 };
    expect(rowsOf(resultOf({ imagePulls: [pull, known] }))[0]).toMatchObject({
      imagePulls: 'present pulled',
      imageBytes: '40000000',
    });
  });

  it('marks warm-ups and names the scenario of each row', () => {
    const warmup = makeIteration({ warmup: true });
    const result = makeResult({
      scenarios: [
        { iterations: [warmup, ...spread(1)], scenario: { name: 'one' } },
        { iterations: spread(1), scenario: { name: 'two, "quoted"' } },
      ],
    });
    expect(rowsOf(result).map(({ scenario, warmup: first }) => [scenario, first])).toEqual([
      ['one', 'true'],
      ['one', 'false'],
      ['two, "quoted"', 'false'],
    ]);
  });

  it('gives text of any origin back on one line, with an apostrophe before what a spreadsheet would run', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        const result = resultOf({ reason: text, message: text, nodeName: text });
        const csv = renderCsv(result);
        expect(csv.split('\r\n')).toHaveLength(3);
        expect(csv.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u);
        const clean = cleanText(text);
        const expected = /^[=+\-@＝＋－＠]/u.test(clean) ? `'${clean}` : clean;
        expect(rowsOf(result)[0]).toMatchObject({ reason: expected, message: expected, nodeName: expected });
      }),
    );
  });

  it('has no text that begins like a formula', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        const name = text === '' ? 'x' : text;
        const result = makeResult({
          scenarios: [{ iterations: [neverAnswered('failed', text, text)], scenario: { name } }],
        });
        for (const row of rowsOf(result))
          for (const field of [row['scenario'], row['reason'], row['message']])
            expect(field).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
      }),
    );
  });
});
