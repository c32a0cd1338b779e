import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/core/fingerprint.ts';
import type { Plan, Scenario } from '../../src/core/plan.ts';
import { makeScenario } from '../make-result.ts';
import { imageWorkload } from '../make-plan.ts';

const cluster = { provider: 'kind', context: null, server: '', version: 'v1.34.4', nodes: [] };

function fingerprint(workload: Scenario['workload'], facts: Partial<Scenario> = {}) {
  const plan = { scenarios: [makeScenario([], { ...facts, workload })] } as unknown as Plan;
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  return fingerprintOf({ plan, cluster, via: 'node-port', runner: 'linux' }, sha256);
}

const manifest = (name: string): Scenario['workload'] => ({
  kind: 'manifest',
  manifests: [
    {
      source: 'app.yml#1',
      object: {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'app' },
        spec: { containers: [{ image: name }] },
      },
    },
  ],
});

describe('a fingerprint', () => {
  it.each([
    ['an image', imageWorkload],
    ['a manifest', manifest],
  ])('of %s tells its images apart from the rest of the workload', (_, workload) => {
    const [one, other] = [fingerprint(workload('app:1')), fingerprint(workload('app:2'))];
    expect(one.parts['images']).toBe('app:1');
    expect(other.parts['images']).toBe('app:2');
    expect(one.parts['workloads']).toBe(other.parts['workloads']);
    expect(one.hash).not.toBe(other.hash);
  });

  it('knows another workload by everything else', () => {
    expect(fingerprint(imageWorkload('app:1', 80)).parts['workloads']).not.toBe(
      fingerprint(imageWorkload('app:1', 81)).parts['workloads'],
    );
  });

  it('knows which Service and port are probed', () => {
    const of = (facts: Partial<Scenario['probe']>): unknown =>
      fingerprint(manifest('app:1'), { probe: { ...makeScenario([]).probe, ...facts } }).parts['workloads'];
    const all = [of({}), of({ port: 80 }), of({ port: 'admin' }), of({ service: 'web' })];
    expect(new Set(all).size).toBe(all.length);
  });

  it('knows a burst and scaling by how many pods they are about', () => {
    const of = (facts: Partial<Scenario>): unknown =>
      fingerprint(imageWorkload('app:1'), facts).parts['workloads'];
    const scaling = (to: number): Partial<Scenario> => ({
      experiment: 'scaling',
      scaling: { from: 1, to, allowHpa: false },
    });
    const all = [of({}), of({ burst: 10 }), of({ burst: 20 }), of(scaling(5)), of(scaling(6))];
    expect(new Set(all).size).toBe(all.length);
    expect(of({ burst: 1 })).toBe(of({}));
  });

  it('does not depend on how often it is measured', () => {
    const plain = fingerprint(imageWorkload('app:1'));
    expect(fingerprint(imageWorkload('app:1'), { iterations: 40 })).toEqual(plain);
  });
});
