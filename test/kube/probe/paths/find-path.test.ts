import { describe, expect, it } from 'vitest';
import type { Via } from '../../../../src/core/result.ts';
import type { AttemptResult } from '../../../../src/kube/probe/attempt/attempt-result.ts';
import type { PathChoice, Trial } from '../../../../src/kube/probe/paths/choose-path.ts';
import { findPath, type FindPathOptions } from '../../../../src/kube/probe/paths/find-path.ts';
import { candidate, type Candidate, type ProbeTarget } from '../../../../src/kube/probe/paths/target.ts';
import { match, result } from '../support/attempts.ts';
import { FakeClock } from '../support/clocks.ts';
import { target } from '../support/facts.ts';

const clock = new FakeClock();

/** A target that is answered from some moment on, ms from now. */
function from(via: Via, ms: number, host = via as string, failure: Partial<AttemptResult> = {}): ProbeTarget {
  const startMs = clock.nowMs();
  return target({
    via,
    host,
    address: host,
    attempt: () => Promise.resolve(clock.nowMs() - startMs >= ms ? match() : result(failure)),
  });
}

function possible(via: Via, ...targets: ProbeTarget[]): Candidate {
  return candidate(via, targets, '');
}

/** The choice, and how many ms it took. */
async function find(
  candidates: readonly Candidate[],
  via: Via | 'auto' = 'auto',
  timeoutMs = 10_000,
  believe?: FindPathOptions['believe'],
): Promise<PathChoice & { trials: readonly Trial[]; tookMs: number }> {
  const { signal } = new AbortController();
  const startMs = clock.nowMs();
  let tookMs = -1;
  const running = findPath(candidates, {
    ...{ via, inCluster: false, clock, signal, timeoutMs },
    ...(believe === undefined ? {} : { believe }),
  }).then((found) => {
    tookMs = clock.nowMs() - startMs;
    return found;
  });
  await clock.pass(20_000);
  return { ...(await running), tookMs };
}

describe('findPath', () => {
  it('tells the last error of each way while none answers, once for each that is new', async () => {
    const told: string[] = [];
    const address = 'http://172.18.0.2:31234/healthz';
    const refusing = { ...from('node-port', Infinity, '172.18.0.2'), address };
    const forward = {
      ...from('port-forward', Infinity, 'pod', { error: 'port-forward: refused' }),
      host: null,
    };
    const candidates = [
      possible('node-port', refusing, from('node-port', Infinity, 'another node')),
      candidate('load-balancer', [], 'the Service is of type NodePort'),
      possible('port-forward', forward),
    ];
    const { signal } = new AbortController();
    const options = { via: 'auto', inCluster: false, clock, signal, timeoutMs: 2000 } as const;
    const running = findPath(candidates, { ...options, onErrors: (errors) => told.push(errors) });
    await clock.pass(3000);
    await running;
    expect(told.at(-1)).toBe('node-port 172.18.0.2:31234: ECONNREFUSED; port-forward: refused');
    expect(new Set(told).size).toBe(told.length);
  });

  it('takes the best way at once when it answers', async () => {
    const found = await find([
      possible('cluster-ip', from('cluster-ip', 0)),
      possible('node-port', from('node-port', 0)),
    ]);
    expect(found).toMatchObject({ via: 'cluster-ip', tookMs: 0 });
  });

  it('gives a better way some more time when a worse one has answered', async () => {
    const found = await find([
      possible('node-port', from('node-port', 1500)),
      possible('api-proxy', from('api-proxy', 0)),
    ]);
    expect(found).toMatchObject({ via: 'node-port', tookMs: 1500 });
  });

  it('gives a better way its time after an answer counts, not after a pod answers past the Service', async () => {
    const startMs = clock.nowMs();
    const believe = (tried: ProbeTarget, attempted: AttemptResult): AttemptResult =>
      tried.via === 'port-forward' && clock.nowMs() - startMs < 6000
        ? { ...attempted, matched: false, status: null, error: 'no endpoint is ready' }
        : attempted;
    const found = await find(
      [possible('node-port', from('node-port', 7000)), possible('port-forward', from('port-forward', 0))],
      'auto',
      15_000,
      believe,
    );
    expect(found).toMatchObject({ via: 'node-port', tookMs: 7000 });
  });

  it('does not wait for a better way for ever', async () => {
    const found = await find([
      possible('cluster-ip', from('cluster-ip', Infinity)),
      candidate('load-balancer', [], 'the Service is of type NodePort'),
      possible('node-port', from('node-port', 500)),
    ]);
    expect(found).toMatchObject({ via: 'node-port', tookMs: 3500 });
    expect(found.trials.map(({ state }) => state)).toEqual(['silent', 'impossible', 'answered']);
    expect(found.reason).toContain('ECONNREFUSED');
  });

  it('prefers the first of several addresses of one way', async () => {
    const found = await find([
      possible(
        'node-port',
        from('node-port', Infinity, 'x'),
        from('node-port', 700, 'y'),
        from('node-port', 0, 'z'),
      ),
    ]);
    expect(found.target?.host).toBe('y');
  });

  it('gives up after its time', async () => {
    const found = await find([possible('node-port', from('node-port', Infinity))], 'auto', 2000);
    expect(found).toMatchObject({ via: null, tookMs: 2000 });
  });

  it('takes a way on which an application responds, though not one on which a proxy does', async () => {
    const teapot = { status: 418, error: 'HTTP 418' };
    const gateway = { status: 503, error: 'HTTP 503' };
    const found = await find([
      possible('load-balancer', from('load-balancer', Infinity, 'lb', gateway)),
      possible('node-port', from('node-port', Infinity, 'node', teapot)),
    ]);
    expect(found).toMatchObject({ via: 'node-port' });
    expect(found.trials.map(({ state }) => state)).toEqual(['silent', 'responded']);
  });

  it('tries only the addresses of a way that was asked for', async () => {
    const found = await find(
      [
        possible('cluster-ip', from('cluster-ip', 0)),
        possible('node-port', from('node-port', Infinity, 'x'), from('node-port', 0, 'y')),
      ],
      'node-port',
    );
    expect(found).toMatchObject({ via: 'node-port', target: { host: 'y' } });
    expect(found.trials[0]?.state).toBe('untried');
  });

  it('waits for nothing where a way with a single address was asked for', async () => {
    const found = await find([possible('api-proxy', from('api-proxy', Infinity))], 'api-proxy');
    expect(found).toMatchObject({ via: 'api-proxy', tookMs: 0 });
  });

  it('rejects with the reason of the signal', async () => {
    const abort = new AbortController();
    const candidates = [possible('node-port', from('node-port', Infinity))];
    const options = { via: 'auto', inCluster: false, clock, signal: abort.signal, timeoutMs: 9000 } as const;
    const running = findPath(candidates, options);
    const outcome = expect(running).rejects.toThrow('enough');
    await clock.pass(200);
    abort.abort(new Error('enough'));
    await outcome;
  });
});
