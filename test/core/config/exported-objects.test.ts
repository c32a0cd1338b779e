import { describe, expect, it } from 'vitest';
import { parseManifests } from '../../../src/core/config/manifests.ts';

const parse = (object: unknown) => parseManifests(JSON.stringify(object), 'app.yml');
const stored = { resourceVersion: '17630', uid: 'eb580fc8-b622-4a2c-bbbd-911b29ec6483' };

describe('an object as kubectl get -o yaml writes it', () => {
  it('loses what the API server has set, with one note', () => {
    const { manifests, problems, notes } = parse({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'web',
        ...stored,
        generation: 3,
        creationTimestamp: '2026-01-01T00:00:00Z',
        managedFields: [{ manager: 'kubectl' }],
        ownerReferences: [{ kind: 'ReplicaSet', name: 'web', uid: 'x', apiVersion: 'apps/v1' }],
        labels: { app: 'web' },
      },
      spec: { nodeName: 'worker-1', containers: [{ name: 'c' }] },
      status: { phase: 'Running' },
    });
    expect(problems).toEqual([]);
    expect(manifests[0]?.object).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', labels: { app: 'web' } },
      spec: { containers: [{ name: 'c' }] },
    });
    expect(notes).toEqual([
      {
        field: 'app.yml',
        message:
          'fields that the API server sets are left out: metadata.resourceVersion, metadata.uid, metadata.creationTimestamp, metadata.generation, metadata.managedFields, metadata.ownerReferences, status, spec.nodeName',
      },
    ]);
  });

  it('gives up the addresses and node ports that the original still has', () => {
    const spec = {
      clusterIP: '10.96.0.7',
      clusterIPs: ['10.96.0.7'],
      selector: { app: 'web' },
      ports: [{ port: 80, nodePort: 30080 }],
    };
    const { manifests, notes } = parse({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', ...stored },
      spec,
    });
    expect(manifests[0]?.object['spec']).toEqual({ selector: { app: 'web' }, ports: [{ port: 80 }] });
    expect(notes[0]?.message).toContain('spec.clusterIP, spec.clusterIPs, spec.ports[].nodePort');
  });

  it('stays headless, and keeps a node port that its author chose', () => {
    const spec = { clusterIP: 'None', selector: { app: 'web' }, ports: [{ port: 80 }] };
    const headless = parse({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', ...stored }, spec });
    expect(headless.manifests[0]?.object['spec']).toEqual(spec);
    const chosen = { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] };
    const own = parse({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: chosen });
    expect(own).toMatchObject({ manifests: [{ object: { spec: chosen } }], notes: [] });
  });

  it('is not bound to the volume of the original', () => {
    const { manifests } = parse({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: 'data',
        ...stored,
        annotations: { 'pv.kubernetes.io/bind-completed': 'yes', mine: 'x' },
      },
      spec: { volumeName: 'pvc-1', storageClassName: 'standard' },
    });
    expect(manifests[0]?.object).toMatchObject({
      metadata: { annotations: { mine: 'x' } },
      spec: { storageClassName: 'standard' },
    });
    expect(manifests[0]?.object['spec']).not.toHaveProperty('volumeName');
  });

  it('says nothing of the empty fields that generators write', () => {
    const { notes, manifests } = parse({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', creationTimestamp: null },
      spec: { template: { metadata: { creationTimestamp: null }, spec: { containers: [] } }, strategy: {} },
      status: {},
    });
    expect(notes).toEqual([]);
    expect(manifests[0]?.object).not.toHaveProperty('status');
  });
});
