import { describe, expect, it } from 'vitest';
import { PodStartSloError, usageError, type ErrorCode } from '../../../src/core/errors.ts';
import { annotationOf } from '../../../src/hosts/action/annotation.ts';
import {
  conclude,
  verdictTexts,
  type End,
  type OnInconclusive,
} from '../../../src/hosts/action/conclusion.ts';
import { makeResult, neverAnswered, spread } from '../../make-result.ts';
import { exampleResults } from '../../reports/example-results.ts';

function ended(name: string): End {
  return { result: exampleResults[name] ?? null, failure: null };
}

function failed(code: ErrorCode, facts = {}): End {
  return { result: null, failure: new PodStartSloError(code, 'it went wrong', facts) };
}

function annotate(end: End, onInconclusive: OnInconclusive = 'warn') {
  return annotationOf(end, conclude(end, onInconclusive));
}

describe('The conclusion of a step', () => {
  it.each([
    ['met', 'warn', 'met', false, null],
    ['no-objectives', 'warn', 'measured', false, null],
    ['violated', 'pass', 'violated', true, 'error'],
    ['inconclusive', 'warn', 'inconclusive', false, 'warning'],
    ['inconclusive', 'fail', 'inconclusive', true, 'error'],
    ['inconclusive', 'pass', 'inconclusive', false, null],
    ['failed', 'pass', 'cluster', true, 'error'],
  ] as const)('of %s with on-inconclusive %s is %s', (name, onInconclusive, verdict, fails, annotation) => {
    expect(conclude(ended(name), onInconclusive)).toEqual({ verdict, fails, annotation });
  });

  it.each(['usage', 'cluster', 'interrupted'] as const)('of an error %s is that it fails', (code) => {
    expect(conclude(failed(code), 'pass')).toEqual({ verdict: code, fails: true, annotation: 'error' });
  });

  it('has a meaning in the documentation for every verdict', () => {
    expect(Object.keys(verdictTexts)).toHaveLength(7);
  });
});

describe('The annotation', () => {
  it('names the objective that was missed, and by how much', () => {
    expect(annotate(ended('violated'))).toEqual({
      level: 'error',
      title: 'SLO violated',
      message:
        'goldpinger: 60 of 60 starts exceeded 2 s; at most 3 may. The p95 is 2.85 s, 855 ms (43%) over its limit of 2 s',
    });
  });

  it('names the worst of several', () => {
    const slow = {
      iterations: spread(60),
      objectives: ['p50 <= 2400ms', 'p95 <= 1s', 'ready p95 <= 1500ms'],
    };
    const result = makeResult({ scenarios: [slow] });
    expect(annotate({ result, failure: null })?.message).toBe(
      'goldpinger: 60 of 60 starts exceeded 1 s; at most 3 may. The p95 is 2.85 s, 1.85 s (186%) over its limit of 1 s; and 2 more objectives',
    );
  });

  it('names a scenario whose starts never answer rather than one that is slow', () => {
    const result = makeResult({
      scenarios: [
        { iterations: spread(60), objectives: ['p95 <= 1ms'], scenario: { name: 'slow' } },
        {
          iterations: Array.from({ length: 20 }, () => neverAnswered('timed-out', 'ImagePullBackOff')),
          objectives: ['p95 <= 30s'],
          scenario: { name: 'never' },
        },
      ],
    });
    expect(annotate({ result, failure: null })?.message).toBe(
      'never: No start answered (20 of 20): ImagePullBackOff. Pass podLogs to see the last log lines, or cluster.keep to inspect the pods.',
    );
  });

  it('tells all problems of the inputs at once', () => {
    const failure = usageError([
      { field: 'port', value: '80b', message: 'must be a whole number' },
      { field: '--cluster-name', message: 'is taken', fix: 'use it with --cluster existing' },
    ]);
    expect(annotate({ result: null, failure })).toEqual({
      level: 'error',
      title: 'Wrong inputs',
      message: [
        'invalid input (2 problems); nothing was created',
        '  port: must be a whole number (got "80b")',
        '  cluster.name: is taken',
        '    fix: use it with cluster: existing',
      ].join('\n'),
    });
  });

  it('tells of a cluster what went wrong and what to do, without the output of other programs', () => {
    const failure = new PodStartSloError('cluster', 'kind create failed:\n  a\n  b', {
      hint: 'wait longer with --wait',
    });
    expect(annotate({ result: null, failure })?.message).toBe(
      'kind create failed; wait longer with cluster.wait',
    );
  });

  it('has no text of the cluster that could be formatting or a command', () => {
    const failure = new PodStartSloError('cluster', '\u001b[31m::error::x\u001b[0m');
    expect(annotate({ result: null, failure })?.message).not.toContain('\u001b');
  });

  it('warns of what stays unclear', () => {
    const annotation = annotate(ended('inconclusive'));
    expect(annotation).toMatchObject({ level: 'warning', title: 'SLO inconclusive' });
    expect(annotation?.message).toMatch(
      /^p95 <= 30s: no start of 20 exceeded 30 s, but |no iteration could be judged/,
    );
  });

  it('is absent where all is well', () => {
    expect(annotate(ended('met'))).toBeNull();
  });
});
