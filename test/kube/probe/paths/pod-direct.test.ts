import { describe, expect, it } from 'vitest';
import type { ProbeObservation } from '../../../../src/core/observation.ts';
import type { RawResponse } from '../../../../src/kube/probe/attempt/api-transport.ts';
import { probePod, type PodProbeOptions } from '../../../../src/kube/probe/paths/pod-direct.ts';
import type { ProbeStats } from '../../../../src/kube/probe/attempt/schedule-options.ts';
import { status } from '../support/api.ts';
import { FakeClock } from '../support/clocks.ts';

const refused = { status: 503, body: status(503, 'ServiceUnavailable', 'connect: connection refused') };

/** Probes a pod whose answers come in this order; the last one is repeated. */
async function probe(
  answers: readonly { status: number; body?: string }[],
  over: Partial<PodProbeOptions> = {},
): Promise<
  ProbeStats & { seen: ProbeObservation[]; notes: string[]; paths: Set<string>; startsMs: number[] }
> {
  const clock = new FakeClock();
  const beginMs = clock.nowMs();
  const [seen, notes, paths, startsMs]: [ProbeObservation[], string[], Set<string>, number[]] = [
    [],
    [],
    new Set(),
    [],
  ];
  const rawGet = (path: string): Promise<RawResponse> => {
    paths.add(path);
    startsMs.push(clock.nowMs() - beginMs);
    const answer = answers[Math.min(startsMs.length, answers.length) - 1];
    const headers = { 'content-type': 'application/json' };
    return Promise.resolve({
      status: answer?.status ?? 0,
      headers,
      text: () => Promise.resolve(answer?.body ?? ''),
    });
  };
  const running = probePod({
    api: { rawGet },
    clock,
    pod: { namespace: 'demo', name: 'shop-1', port: 80, uid: 'u1' },
    request: { scheme: 'http', path: '/healthz', expectedStatus: 200, hostHeader: null },
    report: (each) => seen.push(each),
    note: (message) => notes.push(message),
    signal: new AbortController().signal,
    ...over,
  });
  await clock.pass(1000);
  return { ...(await running), seen, notes, paths, startsMs };
}

describe('probePod', () => {
  it('asks the pod ten times a second until it answers', async () => {
    const { seen, startsMs, paths, match, notes } = await probe([
      refused,
      refused,
      { status: 502 },
      { status: 200 },
    ]);
    expect(startsMs).toEqual([0, 100, 200, 300]);
    expect([...paths]).toEqual(['/api/v1/namespaces/demo/pods/shop-1:80/proxy/healthz']);
    expect(match?.status).toBe(200);
    expect(notes).toEqual([]);
    expect(seen.map(({ error }) => error)).toEqual([
      'API server: HTTP 503 connection refused',
      'API server: HTTP 503 connection refused',
      'HTTP 502',
      null,
    ]);
    expect(seen.every(({ target, podUid }) => target === 'pod' && podUid === 'u1')).toBe(true);
  });

  it('stops with one note where it is forbidden, and reports no failure of the pod', async () => {
    const { seen, startsMs, match, notes } = await probe([{ status: 403, body: status(403, 'Forbidden') }]);
    expect([startsMs.length, seen.length, match, notes.length]).toEqual([1, 0, null, 1]);
    expect(notes[0]).toContain('pods/proxy');
  });

  it('goes on when the application itself answers 403', async () => {
    const { match, notes, seen } = await probe([{ status: 403, body: '{"kind":"No"}' }, { status: 200 }]);
    expect(match?.status).toBe(200);
    expect(notes).toEqual([]);
    expect(seen[0]?.error).toBe('HTTP 403');
  });

  it('ends at the signal', async () => {
    const { match, attempts } = await probe([refused], { signal: AbortSignal.abort() });
    expect([match, attempts]).toEqual([null, 0]);
  });
});
