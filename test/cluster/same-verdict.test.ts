import type { V1PodSpec } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/core/plan.ts';
import { deployment, manifest, pod, service, slowStart } from './support/manifests.ts';
import { measure } from './support/result.ts';

// Whichever way the Service is asked, the same workload gets the same verdict: what a client of the Service would say.

const paths = ['node-port', 'api-proxy', 'port-forward', 'auto'] as const;
/** Auto finds its path in a warm-up. */
const timing = ['--timeout', '9s', '--objective', 'max <= 7s', '--iterations', '1', '--max-iterations', '1'];

/** Answers as soon as it runs, whatever its readiness probe says. */
function answering(
  readiness: Partial<V1PodSpec['containers'][0]> = {},
  more: Partial<V1PodSpec> = {},
): V1PodSpec {
  return { containers: [slowStart([], readiness)], ...more };
}

const probe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 };
const never = { readinessProbe: { tcpSocket: { port: 9999 }, periodSeconds: 1 } };
const gate = { readinessGates: [{ conditionType: 'example.com/never' }] };

function headless(): KubernetesObject {
  const published = service({ type: 'ClusterIP', clusterIP: 'None', publishNotReadyAddresses: true });
  return { ...published, metadata: { name: 'web-headless' } };
}

interface Workload {
  what: string;
  objects: KubernetesObject[];
  outcome: 'answered' | 'timed-out';
  /** The total is at least so long, ms. */
  atLeastMs?: number;
  says?: RegExp;
  /** All where nothing else is said. */
  over?: readonly Path[];
}

type Path = (typeof paths)[number];

const workloads: Workload[] = [
  { what: 'ready at once', objects: [service(), pod(answering())], outcome: 'answered' },
  {
    what: 'ready late, though it answers early',
    objects: [service(), pod(answering({ readinessProbe: { ...probe, initialDelaySeconds: 3 } }))],
    outcome: 'answered',
    atLeastMs: 3000,
  },
  {
    what: 'never ready by its probe',
    objects: [service(), pod(answering(never))],
    outcome: 'timed-out',
    says: /ContainersNotReady.*Readiness probe failed/,
  },
  {
    what: 'never ready, next to a headless Service that publishes it all the same',
    objects: [service(), headless(), pod(answering(never))],
    outcome: 'timed-out',
    says: /ContainersNotReady/,
    over: ['port-forward'],
  },
  {
    what: 'never ready by a gate',
    objects: [service(), pod(answering({}, gate))],
    outcome: 'timed-out',
    says: /ReadinessGatesNotReady.*example\.com\/never/,
  },
  {
    what: 'never ready, and routed to all the same',
    objects: [service({ publishNotReadyAddresses: true }), pod(answering(never))],
    outcome: 'answered',
  },
  {
    what: 'two pods, of which both have to be ready',
    objects: [service(), deployment(answering({ readinessProbe: probe }), 2)],
    outcome: 'answered',
  },
];

const cases = workloads.flatMap((workload) => (workload.over ?? paths).map((via) => ({ ...workload, via })));

test.concurrent.each(cases)('$what, asked by $via: $outcome', async (each) => {
  const { objects, via, outcome, atLeastMs = 0, says } = each;
  const flags = ['-f', '-', ...timing, '--via', via, '--warmup', via === 'auto' ? '1' : '0'];
  const run = await measure(flags, { stdin: manifest(...objects) });
  const [iteration] = run.judged;
  expect(iteration, run.stderr).toMatchObject({ outcome });
  expect(run.code).toBe(outcome === 'answered' ? 0 : 1);
  expect(iteration?.totalMs ?? Infinity).toBeGreaterThan(atLeastMs);
  if (says !== undefined) expect(`${iteration?.reason ?? ''}: ${iteration?.message ?? ''}`).toMatch(says);
  if (via === 'auto' && outcome === 'answered') expect(run.result.measurement.via).toBe('node-port');
});

test('a start that is ready long after the usual wait for a better way is still asked by the node port', async () => {
  const late = { readinessProbe: { ...probe, initialDelaySeconds: 8 } };
  const web = pod(answering(late));
  const often = ['--iterations', '1', '--max-iterations', '1'];
  const flags = ['--timeout', '25s', '--objective', 'max <= 5s', ...often];
  const run = await measure(['-f', '-', ...flags], { stdin: manifest(service(), web) });
  expect(run).toMatchObject({ code: 1, result: { verdict: 'violated', measurement: { via: 'node-port' } } });
  expect(run.judged[0]?.totalMs).toBeGreaterThan(8000);
});
