import { describe, expect, it } from 'vitest';
import type { KubernetesObject, Scenario } from '../../../src/core/plan.ts';
import { expectedPods, renderIteration } from '../../../src/kube/workload/render.ts';
import { scenario } from '../../run/fake-run.ts';

const owner = { runId: 'r1', iteration: '3' };

function rendered(overrides: Partial<Scenario>): KubernetesObject[] {
  return renderIteration(scenario(overrides), 'test', owner, 'NodePort');
}

function ofManifest(...objects: KubernetesObject[]): Scenario['workload'] {
  return { kind: 'manifest', manifests: objects.map((object) => ({ source: 'app.yml', object })) };
}

const labels = { app: 'web' };
const template = { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'app:1' }] } };
const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: labels } };
const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', labels }, spec: template.spec };
const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' } };

function controller(kind: string, replicas?: number): KubernetesObject {
  const spec = {
    template,
    selector: { matchLabels: labels },
    ...(replicas === undefined ? {} : { replicas }),
  };
  return { apiVersion: 'apps/v1', kind, metadata: { name: 'web' }, spec };
}

describe('the objects of a burst', () => {
  it('are so many Pods behind one Service, each with a name of its own', () => {
    const objects = rendered({ name: 'app', burst: 12 });
    expect(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
      'Service/app',
      ...Array.from({ length: 12 }, (_, index) => `Pod/app-${index + 1}`),
    ]);
    expect(expectedPods(objects)).toBe(12);
    const selector = (objects[0]?.['spec'] as { selector: object }).selector;
    for (const { metadata } of objects.slice(1)) expect(metadata.labels).toMatchObject(selector);
  });

  it('take the place of the manifest’s Pod, after what pods need, and leave the plan’s own as it is', () => {
    const objects = rendered({ burst: 2, workload: ofManifest(config, pod, service) });
    expect(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
      'ConfigMap/web',
      'Service/web',
      'Pod/web-1',
      'Pod/web-2',
    ]);
    expect(pod.metadata.name).toBe('web');
  });

  it('keep names within what Kubernetes allows', () => {
    const long = { ...pod, metadata: { name: 'a'.repeat(253), labels } };
    const names = rendered({ burst: 2, workload: ofManifest(service, long) }).map(
      ({ metadata }) => metadata.name,
    );
    expect(names.slice(1).map((name) => [name.length, name.slice(-3)])).toEqual([
      [253, 'a-1'],
      [253, 'a-2'],
    ]);
  });

  it.each(['Deployment', 'StatefulSet', 'ReplicaSet'])('are a %s with so many replicas', (kind) => {
    const [, own] = rendered({ burst: 7, workload: ofManifest(service, controller(kind, 3)) });
    expect(own?.['spec']).toMatchObject({ replicas: 7 });
  });

  it('are what the manifest says where there is no burst', () => {
    const [, own] = rendered({ workload: ofManifest(service, controller('Deployment', 3)) });
    expect(own?.['spec']).toMatchObject({ replicas: 3 });
  });
});

describe('the objects of scaling', () => {
  it('begin with the number that it scales from', () => {
    const scaling = { from: 2, to: 5, allowHpa: false };
    const experiment = 'scaling' as const;
    const ofImage = rendered({ experiment, scaling });
    expect(ofImage[1]).toMatchObject({ kind: 'Deployment', spec: { replicas: 2 } });
    const objects = [service, controller('StatefulSet', 9)];
    expect(rendered({ experiment, scaling, workload: ofManifest(...objects) })[1]).toMatchObject({
      kind: 'StatefulSet',
      spec: { replicas: 2 },
    });
  });
});
