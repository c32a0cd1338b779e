import { expect, test } from 'vitest';
import { identityOf, KnownObjects, lightened } from '../../../src/kube/watch/known-objects.ts';

const pod = (resourceVersion: string) => ({
  metadata: { uid: 'u', name: 'a', namespace: 'x', resourceVersion, managedFields: [{ manager: 'kubelet' }] },
  spec: { nodeName: 'n' },
});

test('an object is kept without the account of who wrote which field', () => {
  const light = lightened(pod('1'));
  expect(JSON.parse(JSON.stringify(light))).toEqual({
    metadata: { uid: 'u', name: 'a', namespace: 'x', resourceVersion: '1' },
    spec: { nodeName: 'n' },
  });
});

test('where only identities are remembered, changes are handed on whole and repeats are still known', () => {
  const known = new KnownObjects(identityOf<ReturnType<typeof pod>>);
  expect(known.replace([pod('1')])).toMatchObject([{ type: 'ADDED', object: { spec: { nodeName: 'n' } } }]);
  expect(known.apply('MODIFIED', pod('1'))).toBeNull();
  expect(known.apply('MODIFIED', pod('2'))).toMatchObject({
    type: 'MODIFIED',
    object: { spec: { nodeName: 'n' } },
  });
  const [gone] = known.replace([]);
  expect(gone).toEqual({
    type: 'DELETED',
    object: { metadata: { uid: 'u', name: 'a', namespace: 'x', resourceVersion: '2' } },
  });
});
