import { describe, expect, it } from 'vitest';
import { demandOf } from '../../../src/core/doctor/demand.ts';
import { parseQuantity } from '../../../src/core/doctor/quantity.ts';

it.each([
  ['2', 2],
  ['500m', 0.5],
  ['64Mi', 64 * 2 ** 20],
  ['1.5Gi', 1.5 * 2 ** 30],
  ['1e3', 1000],
  ['1k', 1000],
  ['', null],
  ['many', null],
  ['1X', null],
])('reads the quantity %j', (text, expected) => {
  expect(parseQuantity(text)).toBe(expected);
});

describe('what a start takes of a quota', () => {
  const pod = {
    replicas: 3,
    containers: [
      { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '1' } },
      { limits: { memory: '32Mi' } },
    ],
    initContainers: [{ requests: { cpu: '500m' } }],
  };

  it('counts containers side by side, init containers before them, and a limit where nothing is requested', () => {
    const amounts = demandOf([pod], []);
    expect(amounts).toMatchObject({
      pods: 3,
      'count/pods': 3,
      'limits.cpu': 3,
      'requests.memory': 3 * 96 * 2 ** 20,
    });
    expect(amounts['requests.cpu']).toBeCloseTo(1.5);
  });

  it('counts node ports of the Services that have some', () => {
    const services = [
      { type: 'ClusterIP', ports: 1 },
      { type: 'NodePort', ports: 2 },
      { type: 'LoadBalancer', ports: 1 },
    ];
    const counted = { services: 3, 'services.nodeports': 3, 'services.loadbalancers': 1 };
    expect(demandOf([], services)).toMatchObject(counted);
  });
});
