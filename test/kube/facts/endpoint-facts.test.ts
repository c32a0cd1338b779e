import type { V1EndpointSlice } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { endpointFacts } from '../../../src/kube/facts/endpoint-facts.ts';

const slice = (uid: string): V1EndpointSlice => ({
  addressType: 'IPv4',
  endpoints: [{ addresses: ['10.0.0.1'], targetRef: { kind: 'Pod', name: uid, uid } }],
});

test('a slice that has not changed gives the same facts again, so that those of a thousand pods do not pile up', () => {
  const [still, before, after] = [slice('still'), slice('before'), slice('after')];
  const first = endpointFacts([still, before]);
  const second = endpointFacts([still, after]);
  expect(second.map(({ podUid, ready }) => [podUid, ready])).toEqual([
    ['still', true],
    ['after', true],
  ]);
  expect(second[0]).toBe(first[0]);
  expect(second[1]).not.toBe(first[1]);
});
