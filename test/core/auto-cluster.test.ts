import { describe, expect, it } from 'vitest';
import { providers } from '../../src/clusters/registry.ts';
import { chooseCluster, type AutoFacts } from '../../src/core/auto-cluster.ts';
import { createdClusters, type CreatedCluster } from '../../src/core/cluster-names.ts';

const works = { trouble: null };
const missing = { trouble: 'is not installed' };

/** Of the programs that create clusters only these are there. */
function creating(...there: CreatedCluster[]): Pick<AutoFacts, 'created'> {
  const created = createdClusters.map((name) => ({
    ...{ name, found: 'is installed' as const, needsEngine: providers[name].needsEngine() },
    ...(there.includes(name) ? works : missing),
  }));
  return { created };
}

const nothing: AutoFacts = {
  ...{ named: null, found: null, engine: { name: 'docker', ...missing } },
  ...creating(),
};
const docker = { name: 'docker', ...works };
const found = (context: string | null, server: string, trouble: string | null = null) => ({
  found: { context, isOfThisMachine: server.includes('127.0.0.1'), trouble },
});
const production = found('prod', 'https://prod.example.com');
const ownKind = found('kind-ci', 'https://127.0.0.1:41234');

describe('--cluster auto', () => {
  it.each<[string, Partial<AutoFacts>, string, string]>([
    [
      'a kubeconfig that is named',
      { named: 'kubeconfig k.yml', engine: docker, ...creating('kind') },
      'existing',
      'is named',
    ],
    [
      'a kind cluster of this machine',
      { ...ownKind, engine: docker, ...creating('kind') },
      'existing',
      'context kind-ci',
    ],
    ['Docker', { engine: docker, ...creating('kind') }, 'kind', 'docker works here'],
    ['Podman', { engine: { name: 'podman', ...works }, ...creating('kind') }, 'kind', 'podman works here'],
    [
      'production and Docker',
      { ...production, engine: docker, ...creating('kind') },
      'kind',
      'context prod was passed over',
    ],
    [
      'a pod of a cluster, and Docker',
      { ...found(null, 'https://10.96.0.1'), engine: docker, ...creating('kind') },
      ...(['kind', 'the cluster of this pod was passed over'] as const),
    ],
    [
      'a kind cluster that is gone',
      {
        ...found('kind-ci', 'https://127.0.0.1:1', 'connection refused'),
        engine: docker,
        ...creating('kind'),
      },
      ...(['kind', 'context kind-ci was passed over: connection refused'] as const),
    ],
    [
      'kind without Docker, and minikube',
      { ...creating('kind', 'minikube') },
      'minikube',
      'minikube is installed',
    ],
    [
      'Docker and minikube',
      { engine: docker, ...creating('minikube', 'k3d') },
      'minikube',
      'minikube is installed',
    ],
    ['Docker and k3d', { engine: docker, ...creating('k3d') }, 'k3d', 'k3d is installed'],
  ])('with %s', (_, facts, kind, why) => {
    expect(chooseCluster({ ...nothing, ...facts })).toEqual({
      kind,
      why: expect.stringContaining(why) as string,
    });
  });

  it.each<[string, Partial<AutoFacts>, string[]]>([
    ['nothing', {}, ['no kubeconfig', 'docker: is not', 'kind: is not', 'minikube: is not', 'k3d: is not']],
    [
      'production alone',
      { ...production, ...creating('kind') },
      ['prod was passed over', 'docker', 'minikube', 'k3d'],
    ],
    ['k3d without Docker', { ...creating('k3d') }, ['no kubeconfig', 'docker', 'kind', 'minikube']],
  ])('with %s says everything that was looked for, and how to have it', (_, facts, told) => {
    const choice = chooseCluster({ ...nothing, ...facts });
    const problems = 'problems' in choice ? choice.problems : [];
    expect(problems).toEqual(
      told.map((message) => ({
        ...{ field: '--cluster', value: 'auto', message: expect.stringContaining(message) as string },
        fix: expect.any(String) as string,
      })),
    );
  });
});
