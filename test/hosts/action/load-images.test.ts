import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../src/core/plan.ts';
import { loadProblems } from '../../../src/hosts/action/load-images.ts';
import { imageWorkload } from '../../make-plan.ts';
import { makeScenario } from '../../make-result.ts';

function withImage(image: string, imagePullPolicy: 'Always' | 'IfNotPresent' | null) {
  const workload = imageWorkload(image);
  return { scenarios: [makeScenario([], { workload, imagePullPolicy })] };
}

function withPod(container: object) {
  const object: KubernetesObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { template: { spec: { initContainers: [], containers: [container] } } },
  };
  const workload = { kind: 'manifest', manifests: [{ source: 'app.yml#1', object }] } as const;
  return { scenarios: [makeScenario([], { workload, imagePullPolicy: null })] };
}

describe('An image that is loaded into the nodes', () => {
  it('cannot be used with the pull policy Always, and the problem says why', () => {
    expect(loadProblems(['app:pr'], withImage('app:pr', 'Always'))).toEqual([
      {
        field: 'load-images',
        value: 'app:pr',
        message: expect.stringContaining('the kubelet then asks a registry at every start') as string,
        fix: expect.stringContaining('image-pull-policy: IfNotPresent') as string,
      },
    ]);
  });

  it.each([
    ['app:pr', 'docker.io/library/app:pr'],
    ['docker.io/org/app:pr', 'org/app:pr'],
    ['image.tar', 'app:pr'],
  ])('is found by another spelling too: %s for %s', (loaded, image) => {
    expect(loadProblems([loaded], withImage(image, 'Always'))).toHaveLength(1);
  });

  it.each(['app', 'app:latest', 'localhost:5000/app'])(
    'cannot be %s, of which the default is Always',
    (image) => {
      expect(loadProblems([image], withImage(image, null))[0]?.message).toContain('tag latest');
      expect(loadProblems([image], withImage(image, 'IfNotPresent'))).toEqual([]);
    },
  );

  it('is all right with a tag and the default policy', () => {
    expect(loadProblems(['app:pr'], withImage('app:pr', null))).toEqual([]);
  });

  it('may stand beside an image that is pulled', () => {
    expect(loadProblems(['sidecar:1'], withImage('app:pr', 'Always'))).toEqual([]);
  });

  it('is looked for in the objects of a manifest, with their own policy', () => {
    const always = withPod({ name: 'web', image: 'app:pr', imagePullPolicy: 'Always' });
    expect(loadProblems(['app:pr'], always)).toHaveLength(1);
    expect(loadProblems(['app:pr'], withPod({ name: 'web', image: 'app:pr' }))).toEqual([]);
    expect(loadProblems(['app'], withPod({ name: 'web', image: 'app' }))).toHaveLength(1);
    expect(loadProblems(['app'], withPod({ name: 'web' }))).toEqual([]);
  });
});
