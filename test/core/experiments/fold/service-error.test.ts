import { expect, it } from 'vitest';
import { serviceErrorAfter } from '../../../../src/core/experiments/fold/service-error.ts';
import type { Observation, ProbeObservation } from '../../../../src/core/observation.ts';

const atMs = 1;
const probe = (changes: Partial<ProbeObservation>): ProbeObservation => ({
  kind: 'probe',
  atMs,
  target: 'service',
  startedMs: 0,
  matched: false,
  status: null,
  error: 'ECONNREFUSED',
  ...changes,
});
const after = (...seen: Observation[]) => seen.reduce<string | null>(serviceErrorAfter, null);

it('of a Service whose load balancer never gets an address, it is the address that is missing', () => {
  expect(after({ kind: 'address-awaited', atMs })).toBe('its load balancer has no address');
  expect(after({ kind: 'address-awaited', atMs }, { kind: 'probing', atMs })).toBeNull();
});

it('while a path is searched for, each path says why it failed, and a search without errors says nothing new', () => {
  const lastErrors = 'node-port 172.18.0.2:31234: ECONNREFUSED';
  expect(
    after({ kind: 'path-search', atMs, lastErrors }, { kind: 'path-search', atMs, lastErrors: null }),
  ).toBe(lastErrors);
});

it('what a pod itself answers is no error of the Service, and neither is the answer that was expected', () => {
  const failed = probe({});
  expect(after(failed, probe({ target: 'pod', error: 'HTTP 500' }))).toBe('ECONNREFUSED');
  expect(after(failed, probe({ matched: true, status: 200, error: null }))).toBe('ECONNREFUSED');
});
