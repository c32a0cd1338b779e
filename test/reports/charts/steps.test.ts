import { describe, expect, it } from 'vitest';
import type { Instant, InstantName } from '../../../src/core/result.ts';
import { rowOf, runnerInstants } from '../../../src/reports/charts/steps.ts';
import { makeIteration, neverAnswered } from '../../make-result.ts';

function seen(name: InstantName, sinceStartMs: number, pod = 'a'): Instant {
  return { name, clock: 'runner', sinceStartMs, resolutionMs: 1, pod };
}

const usual = [
  seen('scheduled', 10),
  seen('pulling', 400),
  seen('pulled', 900),
  seen('started', 1000),
  seen('ready', 1400),
];

function stepsOf(instants: Instant[], totalMs: number | null = 2000) {
  return rowOf(makeIteration({ instants, totalMs })).segments.map(({ step, fromMs, toMs }) => [
    step,
    fromMs,
    toMs,
  ]);
}

describe('The steps of an iteration', () => {
  it('follow each other from the create request to the answer', () => {
    expect(stepsOf(usual)).toEqual([
      ['scheduling', 0, 10],
      ['sandbox', 10, 400],
      ['image', 400, 900],
      ['containers', 900, 1000],
      ['answer', 1000, 2000],
    ]);
  });

  it('are drawn as one where what lies between was not seen', () => {
    expect(stepsOf(usual.filter(({ name }) => name !== 'pulling' && name !== 'pulled'))).toEqual([
      ['scheduling', 0, 10],
      ['unseen', 10, 1000],
      ['answer', 1000, 2000],
    ]);
    expect(stepsOf([])).toEqual([['unseen', 0, 2000]]);
  });

  it('end with the answer, also where an event came after it', () => {
    expect(stepsOf([...usual.slice(0, 3), seen('started', 2200)])).toEqual([
      ['scheduling', 0, 10],
      ['sandbox', 10, 400],
      ['image', 400, 900],
      ['containers', 900, 2000],
      ['answer', 2000, 2000],
    ]);
  });

  it('end where nothing more was seen, if it never answered', () => {
    const row = rowOf({ ...neverAnswered('timed-out', 'ImagePullBackOff'), instants: usual.slice(0, 2) });
    expect(row.segments.map(({ step }) => step)).toEqual(['scheduling', 'sandbox']);
    expect([row.end, row.endMs]).toEqual(['never', 400]);
  });

  it('of an invalid one are drawn as far as they were seen, and it is not said never to have answered', () => {
    const row = rowOf({ ...neverAnswered('invalid', 'ProcessStalled'), totalMs: 1800, instants: usual });
    expect([row.end, row.endMs, row.segments.length]).toEqual(['invalid', 1800, 5]);
  });
});

describe('The instants of an axis', () => {
  it('are of the clock runner only', () => {
    const others: Instant[] = [
      { name: 'started', clock: 'kubelet', unixMs: 1_795_478_117_435, resolutionMs: 0.001, pod: 'a' },
      { name: 'scheduled', clock: 'scheduler', unixMs: 1_795_478_117_435, resolutionMs: 0.001, pod: 'a' },
    ];
    expect(runnerInstants({ instants: [...others, ...usual] })).toEqual(usual);
  });

  it('are of the pod that became Ready last, in the order of time', () => {
    const other = [seen('started', 950, 'b'), seen('scheduled', 12, 'b'), seen('ready', 1500, 'b')];
    expect(runnerInstants({ instants: [...usual, ...other] }).map(({ pod, name }) => [pod, name])).toEqual([
      ['b', 'scheduled'],
      ['b', 'started'],
      ['b', 'ready'],
    ]);
  });
});
