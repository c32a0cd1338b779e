import { expect, it } from 'vitest';
import { isRunLease, type LeaseObject } from '../../../src/kube/sweep/run-leases.ts';

const labels = { 'pod-start-slo/run-id': 'r1', 'app.kubernetes.io/managed-by': 'pod-start-slo' };
const metadata = { name: 'pod-start-slo-r1', labels };
const spec = { holderIdentity: 'r1' };

it.each([[{ metadata, spec }], [{ metadata: { ...metadata, name: 'pod-start-slo-r1-policy' }, spec }]])(
  'a lease of a run is known by its name, its holder and both labels: %j',
  (lease) => {
    expect(isRunLease(lease)).toBe(true);
  },
);

it.each<[string, LeaseObject]>([
  ['with the label alone', { metadata: { ...metadata, labels: { 'pod-start-slo/run-id': 'r1' } }, spec }],
  ['of another name', { metadata: { ...metadata, name: 'mine' }, spec }],
  ['of another holder', { metadata, spec: { holderIdentity: 'me' } }],
  ['without a holder', { metadata }],
  [
    'of another manager',
    { metadata: { ...metadata, labels: { ...labels, 'app.kubernetes.io/managed-by': 'helm' } }, spec },
  ],
])('no lease of somebody else’s is taken for that of a run: one %s', (_, lease) => {
  expect(isRunLease(lease)).toBe(false);
});
