import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Observation, PodFacts } from '../../../../src/core/observation.ts';
import type { RunEvent } from '../../../../src/core/ports.ts';
import { systemClock } from '../../../../src/hosts/shared/system-clock.ts';
import { FleetProbes } from '../../../../src/kube/probe/probers/fleet-probes.ts';
import type { RawResponse } from '../../../../src/kube/probe/attempt/api-transport.ts';
import { condition, podFacts } from '../../../core/experiments/observations.ts';

interface World {
  /** What a pod says of itself, by its name; null: it refuses. */
  says: (pod: string) => number | null;
  /** The API server's own answer instead. */
  status?: { code: number; reason: string };
}

/** Probes of a fleet over a stand-in for the API server's proxy; what they talk to is tested on a real one. */
function begin({ says, status }: World, options: { enabled?: boolean } = {}) {
  const asks: { pod: string; atMs: number }[] = [];
  const seen: Extract<Observation, { kind: 'probe' }>[] = [];
  const events: RunEvent[] = [];
  const answer = (code: number, body = ''): RawResponse => ({
    status: code,
    headers: { 'content-type': body === '' ? 'text/plain' : 'application/json' },
    text: () => Promise.resolve(body),
  });
  const probes = new FleetProbes({
    transport: {
      rawGet: (path) => {
        const pod = /pods\/([^:]+):/.exec(path)?.[1] ?? '';
        asks.push({ pod, atMs: performance.now() });
        const { code, reason } = status ?? { code: 503, reason: 'ServiceUnavailable' };
        const said = status === undefined ? says(pod) : null;
        if (said !== null) return Promise.resolve(answer(said));
        return Promise.resolve(answer(code, JSON.stringify({ kind: 'Status', reason, message: reason })));
      },
    },
    clock: systemClock(),
    namespace: 'test',
    port: 8080,
    request: { scheme: 'http', path: '/', expectedStatus: 200, hostHeader: null },
    enabled: options.enabled ?? true,
    inCluster: false,
    reached: new Map(),
    observe: (each) => {
      if (each.kind === 'probe') seen.push(each);
    },
    report: (event) => events.push(event),
  });
  return { probes, asks, seen, events };
}

function named(name: string, isReady: boolean, more: Partial<PodFacts> = {}): PodFacts {
  const conditions = { Ready: condition(isReady) };
  return podFacts({ uid: `uid-${name}`, name, podIP: '10.0.0.1', conditions, ...more });
}

describe('the pods of a fleet', () => {
  it('are asked at once when they have an address, and no more once they have answered', async () => {
    const { probes, asks, seen } = begin({ says: () => 200 });
    probes.see(named('early', false, { podIP: null }));
    for (let number = 0; number < 8; number += 1) probes.see(named(`pod-${number}`, true));
    const beganMs = performance.now();
    await sleep(300);
    await probes.end();
    expect(asks.map(({ pod }) => pod).sort()).toEqual(
      Array.from({ length: 8 }, (_, number) => `pod-${number}`),
    );
    expect(Math.max(...asks.map(({ atMs }) => atMs)) - beganMs).toBeLessThan(80);
    expect(seen.every(({ matched, target }) => matched && target === 'pod')).toBe(true);
  });

  it('are asked within one budget, however many of them do not answer', async () => {
    const { probes, asks } = begin({ says: () => null });
    for (let number = 0; number < 40; number += 1) probes.see(named(`pod-${number}`, true));
    await sleep(1000);
    await probes.end();
    expect(asks.length).toBeGreaterThan(50);
    expect(asks.length).toBeLessThanOrEqual(320);
    expect(new Set(asks.map(({ pod }) => pod)).size).toBe(40);
  });

  it('are asked more rarely as long as they are not Ready: the API server starts them', async () => {
    const { probes, asks } = begin({ says: () => null });
    for (let number = 0; number < 100; number += 1) probes.see(named(`pod-${number}`, false));
    await sleep(500);
    await probes.end();
    expect(asks.length).toBeLessThanOrEqual(60);
  });

  it('are asked again at once when they become Ready, and leave the others their turn', async () => {
    const { probes, asks } = begin({ says: () => null });
    probes.see(named('a', false));
    await sleep(100);
    expect(asks).toHaveLength(1);
    const readyMs = performance.now();
    probes.see(named('a', true));
    await sleep(220);
    await probes.end();
    const later = asks.filter(({ atMs }) => atMs >= readyMs);
    expect((later[0]?.atMs ?? Infinity) - readyMs).toBeLessThan(40);
    expect(later.length).toBeGreaterThan(2);
  });

  it('are forgotten when they go', async () => {
    const { probes, asks } = begin({ says: () => null });
    probes.see(named('a', true));
    await sleep(30);
    probes.see(named('a', true, { deleting: true }));
    const before = asks.length;
    await sleep(200);
    expect(asks.length).toBe(before);
    expect(probes.oneOf(new Set())).toBeNull();
    await probes.end();
  });

  it('are not asked any more where that is forbidden, which is said once', async () => {
    const { probes, asks, events } = begin({ says: () => null, status: { code: 403, reason: 'Forbidden' } });
    for (const name of ['a', 'b', 'c']) probes.see(named(name, true));
    await sleep(200);
    await probes.end();
    expect(probes.mayProbe).toBe(false);
    expect(events).toHaveLength(1);
    expect(asks.length).toBeLessThanOrEqual(3);
  });

  it('are not asked where that is not wanted', async () => {
    const { probes, asks } = begin({ says: () => 200 }, { enabled: false });
    probes.see(named('a', true));
    await sleep(50);
    await probes.end();
    expect(asks).toEqual([]);
    expect(probes.oneOf(new Set())?.name).toBe('a');
  });
});
