import type { V1EndpointSlice } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { endpointFacts } from '../../../src/kube/facts/endpoint-facts.ts';

describe('the endpoints of several slices', () => {
  const slice = (uid: string): V1EndpointSlice => ({
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.0.0.1'], targetRef: { kind: 'Pod', name: uid, uid } }],
  });

  it('of a slice that has not changed are the same facts again, so that a thousand pods do not pile up', () => {
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
});
