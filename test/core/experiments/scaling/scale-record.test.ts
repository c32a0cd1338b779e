import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import {
  decideScale,
  printScaleRecords,
  readScaleRecords,
  type ScaleRecord,
} from '../../../../src/core/experiments/scaling/scale-record.ts';

const record: ScaleRecord = { kind: 'Deployment', name: 'web', uid: 'a', replicas: 2, ours: [3, 5] };

describe('what a run has scaled', () => {
  test.each([
    ['has the number it was scaled to', { uid: 'a', replicas: 5 }, { act: 'put-back' }],
    ['has the number the run begins with', { uid: 'a', replicas: 3 }, { act: 'put-back' }],
    ['has its own number', { uid: 'a', replicas: 2 }, { act: 'nothing' }],
    [
      'was scaled by somebody else',
      { uid: 'a', replicas: 4 },
      {
        act: 'leave',
        why: 'Deployment web was scaled to 4 by somebody else and is left unchanged; it had 2',
      },
    ],
    [
      'was made anew, be it with our number',
      { uid: 'b', replicas: 5 },
      { act: 'leave', why: 'Deployment web was recreated by somebody else and is left unchanged; it had 2' },
    ],
    ['is gone', null, { act: 'leave', why: 'Deployment web is gone; it had 2' }],
  ])('and now %s', (_what, found, decision) => {
    expect(decideScale(record, found)).toEqual(decision);
  });

  test('is put back to its own number also where that is one of those it gets from the run', () => {
    const own = { ...record, replicas: 3 };
    expect(decideScale(own, { uid: 'a', replicas: 3 })).toEqual({ act: 'nothing' });
    expect(decideScale(own, { uid: 'a', replicas: 5 })).toEqual({ act: 'put-back' });
  });
});

describe('a record', () => {
  const records = [
    record,
    { ...record, kind: 'StatefulSet' as const, name: 'db.eu', replicas: 0, ours: [1] },
  ];

  test('is read as it was written', () => {
    expect(readScaleRecords(printScaleRecords(records))).toEqual({ records, unreadable: [] });
  });

  test.each([
    ['no JSON', '{"kind":', '{"kind":'],
    ['no list', '{"kind":"Deployment"}', '{"kind":"Deployment"}'],
    ['empty', '', ''],
  ])('that is %s is told as it stands there', (_what, text, told) => {
    expect(readScaleRecords(text)).toEqual({ records: [], unreadable: [told] });
  });

  test.each<[string, object]>([
    ['of a kind without replicas to set', { kind: 'Pod' }],
    ['with a name that is a path', { name: '../../../v1/namespaces/x' }],
    ['with a negative number', { replicas: -1 }],
    ['with a fraction', { ours: [1.5] }],
    ['with a number out of all bounds', { replicas: 1e12 }],
    ['that says nothing of what is ours', { ours: [] }],
    ['without uid', { uid: undefined }],
  ])('%s is not acted upon, and hides no other', (_what, change) => {
    const { records: read, unreadable } = readScaleRecords(
      JSON.stringify([{ ...record, ...change }, record]),
    );
    expect(read).toEqual([record]);
    expect(unreadable).toHaveLength(1);
  });

  test('of whatever text is read without throwing, and is told in bounded length', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 2000 }), fc.json()), (text) => {
        const { unreadable } = readScaleRecords(text);
        for (const entry of unreadable) expect(entry.length).toBeLessThanOrEqual(201);
      }),
    );
  });
});
