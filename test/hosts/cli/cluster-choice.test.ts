import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { resolvePlan } from '../../../src/core/config/resolve.ts';
import type { Problem } from '../../../src/core/errors.ts';
import { standard } from '../../../src/core/options/table.ts';
import { clusterChoiceOf } from '../../../src/hosts/cli/cluster-choice.ts';
import { FlagValues } from '../../../src/hosts/cli/flag-values.ts';
import { runInputOf } from '../../../src/hosts/cli/run-input.ts';
import { isMadeForRun } from '../../../src/clusters/choice.ts';

const image = { image: 'example.com/app:1', port: '80' };

function choose(flags: Record<string, unknown>) {
  return chooseFrom({ ...image, ...flags }, '');
}

/** With a configuration file of this text. */
function chooseFrom(flags: Record<string, unknown>, file: string) {
  const input = runInputOf(new FlagValues(new Map(Object.entries(flags))));
  const resolution = resolvePlan(input, () => file);
  const problems: Problem[] = 'problems' in resolution ? [...resolution.problems] : [];
  const choice = clusterChoiceOf(resolution.cluster, problems);
  return { choice, problems };
}

describe('The configuration file', () => {
  const scenarios = 'scenarios: [{ workload: { image: "app:1", port: 80 } }]';
  const file = `cluster: { provider: kind, nodeImage: 'node:1', loadImages: ['app:1'], registry: true, keep: true }
${scenarios}`;

  it('says as much about the cluster as flags do, which win over it', () => {
    const { choice, problems } = chooseFrom({ config: 'ci/slo.yml', 'node-image': 'node:2' }, file);
    expect(problems).toEqual([]);
    expect(choice).toMatchObject({
      ...{ kind: 'kind', nodeImage: 'node:2', loadImages: ['app:1'], keep: true },
      registry: { port: standard.registryPort },
    });
  });

  it('is named in problems by its keys', () => {
    const { problems } = chooseFrom({ config: 'slo.yml', cluster: 'k3d' }, file);
    expect(problems.map(({ field }) => field)).toEqual(['cluster.registry']);
    const download = `cluster: { provider: kind, kindVersion: v0.29.0 }\n${scenarios}`;
    expect(chooseFrom({ config: 'slo.yml' }, download).problems).toMatchObject([
      { field: 'cluster.kindVersion', message: expect.stringContaining('only to the action') as string },
    ]);
    const auto = `cluster: { provider: auto }\n${scenarios}`;
    expect(chooseFrom({ config: 'slo.yml' }, auto).problems).toMatchObject([{ field: 'cluster.provider' }]);
  });
});

describe('The flags about the cluster', () => {
  it('make a profile of minikube', () => {
    const { choice, problems } = choose({
      ...{ cluster: 'minikube', driver: 'docker', 'kubernetes-version': 'v1.34.4' },
      ...{ 'minikube-arg': ['--memory=4g'], 'load-image': ['app:1'], wait: '90s' },
    });
    expect(problems).toEqual([]);
    expect(choice).toEqual({
      ...{ kind: 'minikube', program: 'minikube', isThere: false },
      name: expect.stringMatching(/^pod-start-slo-[0-9a-f]{8}$/) as string,
      ...{ driver: 'docker', kubernetesVersion: 'v1.34.4', args: ['--memory=4g'], loadImages: ['app:1'] },
      ...{ waitMs: 90_000, keep: false, onCreating: null, logs: 'on-failure', logsFolder: tmpdir() },
    });
    expect(isMadeForRun(choice)).toBe(true);
  });

  it('give each cluster a name of its own where they say none', () => {
    const names = [1, 2]
      .map(() => choose({ cluster: 'k3d' }).choice)
      .map((choice) => 'name' in choice && choice.name);
    expect(new Set(names).size).toBe(2);
  });

  it.each(['kind', 'minikube', 'k3d'])(
    'name one of %s that is there, which is not the run’s to break',
    (cluster) => {
      const { choice, problems } = choose({ cluster, 'use-cluster': 'mine' });
      expect(problems).toEqual([]);
      expect(choice).toMatchObject({ kind: cluster, name: 'mine', isThere: true });
      expect(isMadeForRun(choice)).toBe(false);
    },
  );

  it('that contradict each other are refused, all at once', () => {
    const { problems } = choose({
      ...{ cluster: 'minikube', 'use-cluster': 'mine', 'cluster-name': 'new', driver: 'docker' },
    });
    expect(problems.map(({ field }) => field)).toEqual(['--cluster-name', '--driver']);
    expect(problems[0]?.message).toContain(
      'applies only to clusters the run creates; conflicts with --use-cluster',
    );
  });

  it.each([
    ['kind', { driver: 'docker' }, '--driver', 'applies only to --cluster minikube'],
    ['existing', { 'use-cluster': 'x' }, '--use-cluster', 'applies only to --cluster kind, minikube or k3d'],
    ['k3d', { registry: 'true' }, '--registry', 'applies only to --cluster kind'],
    ['k3d', { 'kind-config': 'x' }, '--kind-config', 'applies only to --cluster kind'],
    ['minikube', { 'node-image': 'x' }, '--node-image', 'applies only to --cluster kind or k3d'],
    ['minikube', { context: 'x' }, '--context', 'applies only to --cluster existing'],
    ['minkube', {}, '--cluster', 'must be one of: existing, kind, minikube, k3d, auto'],
  ])('that do not belong to --cluster %s are refused: %o', (cluster, flags, field, message) => {
    const { problems } = choose({ cluster, ...flags });
    expect(problems).toMatchObject([{ field, message: expect.stringContaining(message) as string }]);
  });

  it('load images into a kind cluster that is there, and make nothing beside it', () => {
    expect(choose({ cluster: 'kind', 'use-cluster': 'x', 'load-image': ['app:1'] }).problems).toEqual([]);
    const { problems } = choose({ cluster: 'kind', 'use-cluster': 'x', registry: 'true' });
    expect(problems).toMatchObject([{ field: '--registry', fix: 'leave out one of the two' }]);
  });

  it.each([
    [{ registry: 'true' }, { port: 5001, image: standard.registryImage }],
    [
      { registry: 'true', 'registry-port': '5002', 'registry-image': 'r:1' },
      { port: 5002, image: 'r:1' },
    ],
    [{ registry: 'localhost:5003' }, { port: 5003, image: null }],
    [{ registry: 'false' }, null],
    [{}, null],
  ])('%o mean the registry %o', (flags, registry) => {
    const { choice, problems } = choose({ cluster: 'kind', ...flags });
    expect(problems).toEqual([]);
    expect(choice).toMatchObject({ registry });
  });

  it.each([
    [{ registry: 'registry.example.com' }, '--registry', 'must be true, or the address of a registry'],
    [
      { registry: 'true', 'registry-port': '70000' },
      '--registry-port',
      'must be a whole number from 1 to 65535',
    ],
    [{ 'registry-port': '5002' }, '--registry-port', 'that the run creates, with --registry true'],
  ])('%o are refused: %s', (flags, field, message) => {
    expect(choose({ cluster: 'kind', ...flags }).problems).toMatchObject([
      { field, message: expect.stringContaining(message) as string },
    ]);
  });
});
