import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleResults } from '../example-results.ts';
import type { Comparison, Result } from '../../../src/core/result.ts';
import { cleanText } from '../../../src/reports/wording/clean.ts';
import { renderJunit } from '../../../src/reports/formats/junit/junit.ts';
import { evidenceOf } from '../../../src/reports/wording/sentences.ts';
import { makeResult, neverAnswered, spread } from '../../make-result.ts';
import { dangerous } from '../dangerous.ts';
import { readJunit, type ReadCase } from '../read-junit.ts';
import { imageWorkload } from '../../make-plan.ts';

function example(name: string): Result {
  const result = exampleResults[name];
  if (result === undefined) throw new Error(`no example ${name}`);
  return result;
}

function casesOf(result: Result): ReadCase[] {
  return readJunit(renderJunit(result)).suites.flatMap(({ cases }) => cases);
}

describe('The JUnit report', () => {
  it.each(Object.keys(exampleResults))('of a run that is %s is well-formed and counts its cases', (name) => {
    const { counts, suites } = readJunit(renderJunit(example(name)));
    const endings = { failures: 'failure', errors: 'error', skipped: 'skipped' };
    for (const { counts: own, cases } of suites) {
      expect(own['tests']).toBe(cases.length);
      for (const [count, ended] of Object.entries(endings))
        expect(own[count]).toBe(cases.filter((each) => each.ended === ended).length);
    }
    for (const [count, total] of Object.entries(counts))
      expect(total).toBe(suites.reduce((sum, suite) => sum + (suite.counts[count] ?? 0), 0));
  });

  it('has a suite for each scenario and a case for each objective', () => {
    const result = example('several');
    const { suites } = readJunit(renderJunit(result));
    expect(suites.map(({ name }) => name)).toEqual(result.scenarios.map(({ name }) => name));
    expect(suites.map(({ cases }) => cases.map(({ name }) => name))).toEqual([
      ['p95 <= 30s'],
      ['p95 <= 5s', 'image-pull p95 <= 10s'],
    ]);
  });

  it('says of a violated objective what the report says, in the attribute and in the element', () => {
    const result = example('violated');
    const [violated, held] = casesOf(result);
    const objective = result.scenarios[0]?.objectives[0];
    const sentence =
      '60 of 60 starts exceeded 2 s; at most 3 may. The p95 is 2.85 s, 855 ms (43%) over its limit of 2 s';
    expect(violated).toMatchObject({ ended: 'failure', type: 'violated', message: sentence, time: '2.855' });
    expect(violated?.text).toBe(`${sentence}\n${objective === undefined ? '' : evidenceOf(objective)}`);
    expect(held).toMatchObject({ ended: 'system-out', time: '2.900' });
    expect(held?.text).toContain('max <= 30s: 2.90 s, met');
  });

  it('calls an inconclusive objective skipped, which fails no pipeline', () => {
    expect(casesOf(example('inconclusive')).map(({ ended, type }) => [ended, type])).toEqual([
      ['skipped', 'inconclusive'],
      ['skipped', 'inconclusive'],
    ]);
  });

  it('has the timeout for a statistic that was never reached, and no time where there is no statistic', () => {
    const [never] = casesOf(example('timed-out'));
    expect(never).toMatchObject({ ended: 'failure', time: '60.000' });
    expect(never?.message).toContain('4 of 19 starts never answered within 60 s (2 × ImagePullBackOff, ');
    expect(casesOf(example('failed'))[0]).toMatchObject({ ended: 'skipped', time: null });
  });

  it('has a case for the measuring where nothing is judged', () => {
    const [measured, ...others] = casesOf(example('no-objectives'));
    expect(measured).toMatchObject({ name: 'measured', ended: 'system-out', time: '2.540' });
    expect(others).toEqual([]);
    const nothing = makeResult({ scenarios: [{ iterations: [], stoppedBecause: 'error' }] });
    expect(casesOf(nothing)).toMatchObject([
      { name: 'measured', ended: 'skipped', type: 'error', time: null },
    ]);
  });

  it.each([
    ['failed', 'NO VERDICT', 'no verdict'],
    ['interrupted', 'INTERRUPTED', 'interrupted'],
  ])('has an error of its own for a run that %s', (name, word, type) => {
    const last = casesOf(example(name)).at(-1);
    expect(last).toMatchObject({ ended: 'error', type, name: 'the run came to its end' });
    expect(last?.message).toContain(word);
    expect(last?.text).toContain(example(name).error);
  });

  it.each([
    ['regression', 'failure'],
    ['no-regression-shown', 'system-out'],
    ['inconclusive', 'skipped'],
    [null, 'skipped'],
  ] as const)('has a case for a comparison that came to %s', (verdict, ended) => {
    const result = example('met');
    const scenarios = result.scenarios.map((scenario) => ({
      ...scenario,
      comparison: comparison(verdict),
    }));
    const compared = casesOf({ ...result, scenarios }).at(-1);
    expect(compared).toMatchObject({ name: 'compared with app:1', ended });
    expect(compared?.text).toContain('1.120 times');
  });

  it('says what was measured where, and leaves out what is not known', () => {
    const { suites } = readJunit(renderJunit(example('nothing-answered')));
    expect(suites[0]?.properties).toMatchObject({ verdict: 'violated', failed: '3', kubernetes: 'v1.34.4' });
    expect(suites[0]?.properties).not.toHaveProperty('p95-ms');
    expect(suites[0]?.properties).not.toHaveProperty('via');
  });

  it('has no dot in the name after that of the experiment, since Jenkins cuts there', () => {
    const scenario = { name: 'app-1.2.3' };
    const [only] = casesOf(makeResult({ scenarios: [{ iterations: spread(3), scenario }] }));
    expect(only?.classname).toBe('pod-start.app-1_2_3');
  });

  it('gives text of any origin back as it was, but for characters that change what is around them', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        const result = hostile(text);
        const [suite, run] = readJunit(renderJunit(result)).suites;
        expect(suite?.name).toBe(cleanText(`name ${text}`));
        expect(suite?.properties['image']).toBe(cleanText(text));
        expect(run?.cases[0]?.message).toBe(cleanText(`NO VERDICT: ${text}`));
        expect(run?.cases).toHaveLength(1);
      }),
    );
  });
});

function comparison(verdict: Comparison['verdict']): Comparison {
  const { summary, ready, phases } = example('met').scenarios[0] ?? {};
  if (summary === undefined || ready === undefined || phases === undefined) throw new Error('no scenario');
  const run = { scenario: null, runId: null, startedAt: null, commit: null, imageBytes: null };
  return {
    kind: 'stored',
    baseline: { label: 'app:1', ...run, summary, ready, phases },
    verdict,
    reason: 'as it came out',
    maxRegression: 0.1,
    ratio: { estimate: 1.12, interval: [1.01, 1.3], confidence: 0.95, pairs: null },
    smallestDetectable: null,
  };
}

function hostile(text: string): Result {
  return makeResult({
    scenarios: [
      {
        iterations: [neverAnswered('timed-out', text, text)],
        objectives: ['p95 <= 30s'],
        scenario: { name: `name ${text}`, workload: imageWorkload(text) },
        stoppedBecause: 'error',
      },
    ],
    result: { complete: false, verdict: 'inconclusive', error: text },
  });
}
