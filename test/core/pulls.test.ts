import { describe, expect, it } from 'vitest';
import { bytesPerSecond, describePulls } from '../../src/core/pulls.ts';
import type { ImagePull } from '../../src/core/result.ts';

const pull: ImagePull = {
  ...{ container: 'app', image: 'app:1', kind: 'pulled' },
  ...{ ms: 4300, waitingMs: 300, bytes: 42_000_000 },
};

describe('the speed of a pull', () => {
  it('leaves out the time in the queue', () => {
    expect(bytesPerSecond(pull)).toBe(10_500_000);
  });

  it.each([
    ['the node had the image', { kind: 're-resolved' }],
    ['nobody knows whether it had', { kind: null }],
    ['its size is not known', { bytes: null }],
    ['its time is not known', { ms: null }],
    ['it took no time but waiting', { ms: 300 }],
  ] as const)('is not known where %s', (_, facts) => {
    expect(bytesPerSecond({ ...pull, ...facts })).toBeNull();
  });
});

describe('pulls in words', () => {
  it('have size, speed and queueing, in the median', () => {
    const pulls = [pull, { ...pull, ms: 8300 }, { ...pull, ms: 2300 }];
    expect(describePulls(pulls)).toBe('42 MB at 10.5 MB/s, 300 ms of it in the kubelet’s queue');
  });

  it.each([
    [{ waitingMs: 20, ms: 4020 }, '42 MB at 10.5 MB/s'],
    [{ kind: 're-resolved', waitingMs: 0 } as const, '42 MB'],
    [{ bytes: 2_300_000_000, waitingMs: 0, ms: 1000 }, '2300 MB at 2300 MB/s'],
    [{ bytes: null }, '300 ms of it in the kubelet’s queue'],
    [{ bytes: null, waitingMs: null }, ''],
  ])('say of %o: %s', (facts, words) => {
    expect(describePulls([{ ...pull, ...facts }])).toBe(words);
  });
});
