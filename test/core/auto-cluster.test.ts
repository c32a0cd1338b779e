import { describe, expect, it } from 'vitest';
import { chooseCluster, isOfThisMachine, type AutoFacts } from '../../src/core/auto-cluster.ts';

const works = { trouble: null };
const missing = { trouble: 'is not installed' };
const nothing: AutoFacts = {
  ...{ named: null, found: null, engine: { name: 'docker', ...missing } },
  ...{ kind: missing, minikube: missing, k3d: missing },
};
const docker = { name: 'docker', ...works };
const found = (context: string | null, server: string, trouble: string | null = null) => ({
  found: { context, server, trouble },
});
const production = found('prod', 'https://prod.example.com');
const ownKind = found('kind-ci', 'https://127.0.0.1:41234');

describe('--cluster auto', () => {
  it.each<[string, Partial<AutoFacts>, string, string]>([
    [
      'a kubeconfig that is named',
      { named: 'kubeconfig k.yml', engine: docker, kind: works },
      'existing',
      'is named',
    ],
    [
      'a kind cluster of this machine',
      { ...ownKind, engine: docker, kind: works },
      'existing',
      'context kind-ci',
    ],
    ['Docker', { engine: docker, kind: works }, 'kind', 'docker works here'],
    ['Podman', { engine: { name: 'podman', ...works }, kind: works }, 'kind', 'podman works here'],
    [
      'production and Docker',
      { ...production, engine: docker, kind: works },
      'kind',
      'context prod was passed over',
    ],
    [
      'a pod of a cluster, and Docker',
      { ...found(null, 'https://10.96.0.1'), engine: docker, kind: works },
      ...(['kind', 'the cluster of this pod was passed over'] as const),
    ],
    [
      'a kind cluster that is gone',
      { ...found('kind-ci', 'https://127.0.0.1:1', 'connection refused'), engine: docker, kind: works },
      ...(['kind', 'context kind-ci was passed over: connection refused'] as const),
    ],
    [
      'kind without Docker, and minikube',
      { kind: works, minikube: works },
      'minikube',
      'minikube is installed',
    ],
    [
      'Docker and minikube',
      { engine: docker, minikube: works, k3d: works },
      'minikube',
      'minikube is installed',
    ],
    ['Docker and k3d', { engine: docker, k3d: works }, 'k3d', 'k3d is installed'],
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
      { ...production, kind: works },
      ['prod was passed over', 'docker', 'minikube', 'k3d'],
    ],
    ['k3d without Docker', { k3d: works }, ['no kubeconfig', 'docker', 'kind', 'minikube']],
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

describe('a cluster of this machine', () => {
  it.each([
    ['kind-ci', 'https://127.0.0.1:6443'],
    ['k3d-ci', 'https://0.0.0.0:6443'],
    ['minikube', 'https://192.168.49.2:8443'],
    ['minikube', 'https://[::1]:8443'],
  ])('is %s at %s', (context, server) => {
    expect(isOfThisMachine({ context, server })).toBe(true);
  });

  it.each([
    ['kind-production', 'https://prod.example.com'],
    ['kind-ci', 'https://10.0.0.5:6443'],
    ['minikube', 'https://10.0.0.5:8443'],
    ['minikube', 'https://192.168.example.com'],
    ['production', 'https://127.0.0.1:6443'],
    [null, 'https://127.0.0.1:6443'],
  ])('is not %s at %s', (context, server) => {
    expect(isOfThisMachine({ context, server })).toBe(false);
  });
});
