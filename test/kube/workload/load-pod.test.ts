import { describe, expect, it } from 'vitest';
import type { V1Pod } from '@kubernetes/client-node';
import type { Load, Plan } from '../../../src/core/plan.ts';
import { loadedNodes, requireLoadNodes } from '../../../src/kube/nodes/load-nodes.ts';
import { loadPod } from '../../../src/kube/workload/load-pod.ts';
import { makeScenario } from '../../make-result.ts';

const load: Load = { image: 'burn:1', command: ['burn'], cpu: '80%' };

const node = (name: string, facts: { ready?: boolean; schedulable?: boolean; cpu?: number } = {}) => ({
  ...{ name, internalIPs: [], externalIPs: [], images: new Set<string>() },
  ready: facts.ready ?? true,
  schedulable: facts.schedulable ?? true,
  allocatableMillicores: facts.cpu ?? 2000,
});

describe('a pod of the load', () => {
  const place = {
    namespace: 'ci',
    runId: 'r1',
    nodeName: 'n1',
    index: 0,
    millicores: 1600,
    deadlineSeconds: 360,
  };
  const pod = loadPod(load, place) as V1Pod;

  it('is bounded in CPU and time', () => {
    expect(pod.spec).toMatchObject({ activeDeadlineSeconds: 360, restartPolicy: 'Never' });
    expect(pod.spec?.containers).toMatchObject([
      {
        resources: { limits: { cpu: '1600m' }, requests: { cpu: '10m' } },
        env: [{ name: 'LOAD_THREADS', value: '2' }],
      },
    ]);
  });

  it('belongs to the run and to no iteration, so that it is found again and never measured', () => {
    expect(pod.metadata?.labels).toEqual({
      'app.kubernetes.io/managed-by': 'pod-start-slo',
      'pod-start-slo/run-id': 'r1',
    });
  });
});

describe('the nodes under load', () => {
  it('are those that take pods, each with its share', () => {
    const nodes = [
      node('a'),
      node('b', { cpu: 4000 }),
      node('c', { ready: false }),
      node('d', { schedulable: false }),
    ];
    expect(loadedNodes(nodes, load)).toEqual([
      { name: 'a', millicores: 1600 },
      { name: 'b', millicores: 3200 },
    ]);
  });

  const busy = (cpu: string): Plan =>
    ({
      scenarios: [makeScenario([], { condition: { kind: 'busy-node', of: 'web', load: { ...load, cpu } } })],
    }) as unknown as Plan;

  it('have to be known', () => {
    expect(() => requireLoadNodes(busy('80%'), null)).toThrow(/no permission to list nodes/);
    expect(() => requireLoadNodes({ scenarios: [makeScenario([])] } as unknown as Plan, null)).not.toThrow();
  });

  it.each([
    ['none takes pods', '80%', [node('a', { schedulable: false })], 'no node is Ready'],
    [
      'there are too many',
      '80%',
      Array.from({ length: 11 }, (_, at) => node(`n${at}`)),
      '11 nodes take pods',
    ],
    ['one cannot give as much', '3', [node('a')], 'it has 2000m of CPU'],
  ])('are refused where %s', (_, cpu, nodes, message) => {
    const problems = problemsOf(() => requireLoadNodes(busy(cpu), nodes));
    expect(problems).toMatchObject([{ message: expect.stringContaining(message) as string }]);
  });
});

function problemsOf(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return (error as { facts: { problems: unknown } }).facts.problems;
  }
  return [];
}
