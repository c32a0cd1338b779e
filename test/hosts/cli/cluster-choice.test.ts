import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/core/errors.ts';
import { clusterChoiceOf } from '../../../src/hosts/cli/cluster-choice.ts';
import { FlagValues } from '../../../src/hosts/cli/flag-values.ts';
import { isMadeForRun } from '../../../src/hosts/providers.ts';

function choose(flags: Record<string, unknown>) {
  const problems: Problem[] = [];
  const choice = clusterChoiceOf(new FlagValues(new Map(Object.entries(flags))), problems);
  return { choice, problems };
}

describe('The flags about the cluster', () => {
  it('make a profile of minikube', () => {
    const { choice, problems } = choose({
      ...{ cluster: 'minikube', driver: 'docker', 'kubernetes-version': 'v1.34.4' },
      ...{ 'minikube-arg': ['--memory=4g'], 'load-image': ['app:1'], wait: '90s' },
    });
    expect(problems).toEqual([]);
    expect(choice).toEqual({
      ...{ kind: 'minikube', minikubePath: 'minikube', name: 'pod-start-slo', isThere: false },
      ...{ driver: 'docker', kubernetesVersion: 'v1.34.4', args: ['--memory=4g'], loadImages: ['app:1'] },
      ...{ waitMs: 90_000, keep: false, onCreating: null },
    });
    expect(isMadeForRun(choice)).toBe(true);
  });

  it.each(['minikube', 'k3d'])('name one of %s that is there, which is not the run’s to break', (cluster) => {
    const { choice, problems } = choose({ cluster, 'use-cluster': 'mine' });
    expect(problems).toEqual([]);
    expect(choice).toMatchObject({ kind: cluster, name: 'mine', isThere: true });
    expect(isMadeForRun(choice)).toBe(false);
  });

  it('that contradict each other are refused, all at once', () => {
    const { problems } = choose({
      ...{ cluster: 'minikube', 'use-cluster': 'mine', 'cluster-name': 'new', driver: 'docker' },
    });
    expect(problems.map(({ field }) => field)).toEqual(['--cluster-name', '--driver']);
    expect(problems[0]?.message).toContain('--use-cluster names one that is there');
  });

  it.each([
    ['kind', { driver: 'docker' }, '--driver', 'belongs to --cluster minikube'],
    ['kind', { 'use-cluster': 'x' }, '--use-cluster', 'belongs to --cluster minikube or k3d'],
    ['k3d', { 'kind-config': 'x' }, '--kind-config', 'belongs to --cluster kind'],
    ['minikube', { 'node-image': 'x' }, '--node-image', 'belongs to --cluster kind or k3d'],
    ['minikube', { context: 'x' }, '--context', 'with --cluster minikube the cluster is made, not chosen'],
    ['minkube', {}, '--cluster', 'must be existing, kind, minikube or k3d'],
  ])('that do not belong to --cluster %s are refused: %o', (cluster, flags, field, message) => {
    expect(choose({ cluster, ...flags }).problems).toMatchObject([{ field, message }]);
  });
});
