import { describe, expect, it } from 'vitest';
import { nextToProbe, type Waiting } from '../../../../src/kube/probe/probers/probe-order.ts';

function waiting(uid: string, facts: Partial<Waiting> = {}): Waiting {
  return { uid, isReady: false, isDirect: false, askedMs: null, inFlight: 0, ...facts };
}

describe('who is asked next', () => {
  it('is who was never asked, those that are Ready before the others', () => {
    const pods = [waiting('a', { isReady: true, askedMs: 0 }), waiting('b'), waiting('c', { isReady: true })];
    expect(nextToProbe(pods, 1000)).toEqual({ uid: 'c' });
    expect(nextToProbe(pods.slice(0, 2), 1000)).toEqual({ uid: 'b' });
  });

  it('then who is Ready, and among those who has waited longest', () => {
    const pods = [
      waiting('a', { askedMs: 0 }),
      waiting('b', { isReady: true, askedMs: 900 }),
      waiting('c', { isReady: true, askedMs: 800 }),
    ];
    expect(nextToProbe(pods, 1000)).toEqual({ uid: 'c' });
  });

  it('leaves those that are not Ready half a second, and lets nobody wait for their turn in vain', () => {
    const pods = [waiting('a', { askedMs: 600 }), waiting('b', { isReady: true, askedMs: 990 })];
    expect(nextToProbe(pods, 1000)).toEqual({ untilMs: 1040 });
    expect(nextToProbe(pods.slice(0, 1), 1000)).toEqual({ untilMs: 1100 });
    expect(nextToProbe(pods, 1100)).toEqual({ uid: 'b' });
  });

  it('asks at their own addresses more often, and there too nobody who is not Ready', () => {
    const direct = { isDirect: true, askedMs: 1000 };
    expect(nextToProbe([waiting('a', { ...direct, isReady: true })], 1000)).toEqual({ untilMs: 1020 });
    expect(nextToProbe([waiting('a', direct)], 1000)).toEqual({ untilMs: 1500 });
  });

  it('is nobody while everybody hangs', () => {
    expect(nextToProbe([waiting('a', { inFlight: 3, askedMs: 0 })], 1000)).toEqual({ untilMs: Infinity });
    expect(nextToProbe([], 0)).toEqual({ untilMs: Infinity });
  });
});
