import { describe, expect, it } from 'vitest';
import { choosePath, type Trial } from '../../../../src/kube/probe/paths/choose-path.ts';
import { vias, type Via } from '../../../../src/core/via.ts';
import { target } from '../support/facts.ts';

const order: readonly Via[] = ['cluster-ip', 'load-balancer', 'node-port', 'port-forward', 'api-proxy'];

function trial(via: Via, state: Trial['state'], detail = ''): Trial {
  return {
    via,
    state,
    target: state === 'impossible' ? null : target({ via, address: `at-${via}` }),
    detail,
  };
}

/** Trials in order, by their first letter: a(nswered) r(esponded) s(ilent) u(ntried) i(mpossible). */
function trials(states: string): Trial[] {
  const words = { a: 'answered', r: 'responded', s: 'silent', u: 'untried', i: 'impossible' } as const;
  return order.map((via, i) => {
    const state = words[states[i] as keyof typeof words];
    return trial(via, state, state === 'answered' || state === 'untried' ? '' : `why-${via}`);
  });
}

describe('choosePath', () => {
  it.each<[string, boolean, Via | null]>([
    ['aaaaa', false, 'cluster-ip'],
    ['aaaaa', true, 'cluster-ip'],
    ['saaaa', false, 'load-balancer'],
    ['siaaa', false, 'node-port'],
    ['sssaa', false, 'port-forward'],
    ['siisa', false, 'api-proxy'],
    ['siiia', true, 'api-proxy'],
    ['rsssa', false, 'api-proxy'],
    ['srrss', false, 'load-balancer'],
    ['rsrss', false, 'node-port'],
    ['riiss', false, null],
    ['risss', true, 'cluster-ip'],
    ['sisss', true, 'cluster-ip'],
    ['iisrr', true, 'port-forward'],
    ['sssss', false, null],
    ['iiiii', true, null],
    ['uiuuu', false, null],
  ])('of %s (in the cluster: %s) takes %s', (states, inCluster, expected) => {
    const choice = choosePath({ via: 'auto', inCluster, trials: trials(states) });
    expect(choice.via).toBe(expected);
    expect(choice.target?.via ?? null).toBe(expected);
    expect(choice.reason).toMatch(/\.$/);
  });

  it('says why this one and why none before it', () => {
    const found = choosePath({
      via: 'auto',
      inCluster: false,
      trials: [
        trial('cluster-ip', 'silent', 'connect timeout after 250 ms'),
        trial('load-balancer', 'impossible', 'the Service is of type NodePort'),
        trial('node-port', 'answered'),
        trial('port-forward', 'answered'),
      ],
    });
    expect(found.reason).toBe(
      'node-port (at-node-port) answered; before it, cluster-ip did not answer at at-cluster-ip (connect timeout after 250 ms), load-balancer is not possible (the Service is of type NodePort).',
    );
  });

  it('says what the ways through the API server leave out', () => {
    expect(
      choosePath({ via: 'auto', inCluster: false, trials: [trial('port-forward', 'answered')] }).reason,
    ).toBe(
      'port-forward (at-port-forward) answered (it goes to the pod past the Service, and is tried at most 5 times a second).',
    );
    expect(choosePath({ via: 'api-proxy', inCluster: false, trials: trials('uuuuu') }).reason).toBe(
      'api-proxy (at-api-proxy) was requested (it goes through the API server past kube-proxy, and is tried at most 10 times a second).',
    );
  });

  it('says so when it runs inside the cluster', () => {
    const [own] = trials('sisss');
    const inside = { via: 'auto', inCluster: true } as const;
    expect(choosePath({ ...inside, trials: [trial('cluster-ip', 'answered')] }).reason).toBe(
      'cluster-ip (at-cluster-ip) answered, and this runs inside the cluster.',
    );
    expect(choosePath({ ...inside, trials: own === undefined ? [] : [own] }).reason).toBe(
      'cluster-ip (at-cluster-ip) is what pods use, and this runs inside the cluster.',
    );
  });

  it('prefers a way that responded with another status to none', () => {
    const choice = choosePath({
      via: 'auto',
      inCluster: false,
      trials: [trial('cluster-ip', 'silent', 'EHOSTUNREACH'), trial('node-port', 'responded', 'HTTP 404')],
    });
    expect(choice.reason).toBe(
      'node-port (at-node-port) responded, though not as expected (HTTP 404); before it, cluster-ip did not answer at at-cluster-ip (EHOSTUNREACH).',
    );
  });

  it('names everything that was tried when nothing answered', () => {
    const { reason } = choosePath({ via: 'auto', inCluster: false, trials: trials('siiss') });
    expect(reason).toMatch(/^no path to the Service answered: cluster-ip did not answer/);
    for (const via of order) expect(reason).toContain(via);
  });

  it.each(vias)('uses %s because it was asked for, answered or not', (via) => {
    for (const states of ['aaaaa', 'sssss', 'uuuuu']) {
      expect(choosePath({ via, inCluster: false, trials: trials(states) })).toMatchObject({ via });
    }
  });

  it('says why a way that was asked for is not possible', () => {
    expect(choosePath({ via: 'node-port', inCluster: true, trials: trials('aaiaa') })).toEqual({
      via: null,
      target: null,
      reason: 'node-port was requested but is not possible: why-node-port.',
    });
  });
});
