import { describe, expect, it } from 'vitest';
import { oneScenario, planOf, problemsOf, scenarioOf } from './support.ts';

/** Fields and messages, since both are promises. */
function told(config: string): [string, string][] {
  return problemsOf({ config }).map(({ field, message }) => [field, message]);
}

const target = (...lines: readonly string[]) =>
  `namespace: shop\nscenarios:\n  - workload: { target: deployment/web }\n${lines.map((line) => `    ${line}\n`).join('')}`;

describe('healing', () => {
  it('kills any pod, with its grace period, unless told otherwise', () => {
    const scenario = scenarioOf({ config: oneScenario('experiment: healing') });
    expect(scenario).toMatchObject({ experiment: 'healing', scaling: null, burst: 1 });
    expect(scenario.healing).toEqual({
      kill: 'delete',
      pick: 'random',
      selector: {},
      container: null,
      gracePeriodSeconds: null,
    });
  });

  it('reads the labels of those that may be killed', () => {
    const line = 'healing: { kill: force, pick: oldest, selector: "app.io/role=replica,zone=a" }';
    expect(scenarioOf({ config: target('experiment: healing', line) }).healing).toEqual({
      kill: 'force',
      pick: 'oldest',
      selector: { 'app.io/role': 'replica', zone: 'a' },
      container: null,
      gracePeriodSeconds: null,
    });
  });

  it('refuses a container where a whole pod is killed', () => {
    expect(told(oneScenario('experiment: healing', 'healing: { container: app }'))).toEqual([
      ['scenarios[0].healing.container', 'a whole pod is killed with kill: delete'],
    ]);
  });

  it('is about a workload that stands: nothing is pulled, and nothing is started by turns', () => {
    const config = oneScenario(
      'experiment: healing',
      'imageCache: remove',
      'baseline: { image: example.com/app:0 }',
    );
    expect(told(config).map(([field]) => field)).toEqual([
      'scenarios[0].imageCache',
      'scenarios[0].baseline.image',
    ]);
  });
});

describe('scaling', () => {
  it('begins with one replica', () => {
    const { scaling } = scenarioOf({ config: oneScenario('experiment: scaling', 'scaling: { to: 5 }') });
    expect(scaling).toEqual({ from: 1, to: 5, allowHpa: false });
  });

  it('begins with what a target has', () => {
    const { scaling } = scenarioOf({ config: target('experiment: scaling', 'scaling: { to: 5 }') });
    expect(scaling?.from).toBeNull();
  });

  it.each([
    ['scaling: {}', 'is missing: how many replicas to scale to'],
    ['scaling: { from: 3, to: 3 }', 'must be more than 3, the number of replicas before'],
  ])('refuses %s', (line, message) => {
    expect(told(oneScenario('experiment: scaling', line))).toEqual([['scenarios[0].scaling.to', message]]);
  });

  it('does not prove anything of pods that start together', () => {
    const config = oneScenario('burst: 5', 'rule: proven', 'objectives: [ "per-pod p95 <= 5s" ]');
    expect(told(config)).toEqual([
      [
        'scenarios[0].objectives',
        'cannot be used for a burst: pods that start together are not independent of each other',
      ],
    ]);
  });
});

describe('what belongs to one experiment', () => {
  it.each([
    ['healing: { kill: force }', 'healing', 'belongs to the experiment healing, and this is pod-start'],
    ['scaling: { to: 2 }', 'scaling', 'belongs to the experiment scaling, and this is pod-start'],
    ['objectives: [ "heal p95 <= 5s" ]', 'objectives', '"heal" is a measure of healing; this is pod-start'],
    [
      'objectives: [ "first p95 <= 5s" ]',
      'objectives',
      '"first" is a measure of scaling, and of pod-start with a burst; this is pod-start',
    ],
  ])('is refused elsewhere: %s', (line, field, message) => {
    expect(told(oneScenario(line))).toEqual([[`scenarios[0].${field}`, message]]);
  });

  it('is allowed with it', () => {
    const config = oneScenario('burst: 3', 'objectives: [ "first p95 <= 5s", "per-pod p95 <= 9s" ]');
    expect(scenarioOf({ config }).objectives.map(({ measure }) => measure)).toEqual(['first', 'per-pod']);
  });
});

describe('a target', () => {
  it('is in the namespace of the run, behind the Service of its name', () => {
    const scenario = scenarioOf({ config: target('experiment: healing') });
    expect(scenario.workload).toEqual({ kind: 'target', controller: 'Deployment', name: 'web' });
    expect(scenario).toMatchObject({ name: 'web', probe: { service: 'web', port: null } });
  });

  it('needs that namespace, and an experiment on what stands', () => {
    expect(told('scenarios: [{ workload: { target: deployment/web } }]')).toEqual([
      ['scenarios[0].workload.target', 'exists already, so its start cannot be measured'],
    ]);
    const config = 'scenarios: [{ workload: { target: daemonset/web }, experiment: healing }]';
    expect(told(config)).toEqual([
      [
        '--namespace',
        'is missing: the target of scenario web exists already, so its namespace must be named',
      ],
    ]);
  });

  it('of the cluster itself is left alone unless that is asked for', () => {
    const config = target('experiment: healing').replace('shop', 'kube-system');
    expect(told(config).map(([field]) => field)).toEqual(['--namespace']);
    expect(planOf({ config: `allowKubeNamespaces: true\n${config}` }).namespace).toBe('kube-system');
  });
});

it('that pods may be killed on a cluster of the user’s is said once for the run', () => {
  expect(planOf({ config: oneScenario() }).confirmed).toBe(false);
  expect(planOf({ config: `confirm: true\n${oneScenario()}` }).confirmed).toBe(true);
});

describe('an experiment on pods that are replaced', () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ port: 80 }] }';
  const template = 'template: { metadata: { labels: { app: web } }, spec: { containers: [] } }';
  const workload = (kind: string, name = 'web') =>
    `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: { ${template} }`;
  const lone =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: web, labels: { app: web } }\nspec: { containers: [] }';
  const messages = (experiment: string, ...documents: readonly string[]) =>
    problemsOf({
      config: `scenarios:\n  - { ${experiment}, workload: { manifest: app.yml } }`,
      files: { 'ci/app.yml': [...documents, service].join('\n---\n') },
    }).map(({ message }) => message);

  it.each(['Deployment', 'StatefulSet', 'DaemonSet'])('takes a %s to heal', (kind) => {
    const given = {
      config: 'scenarios:\n  - { experiment: healing, workload: { manifest: app.yml } }',
      files: { 'ci/app.yml': `${workload(kind)}\n---\n${service}` },
    };
    expect(scenarioOf(given).experiment).toBe('healing');
  });

  it('needs one that replaces them, and only one', () => {
    expect(messages('experiment: healing', lone)).toEqual([
      'the manifest holds no Deployment, StatefulSet or DaemonSet, and healing is about the pods of one',
    ]);
    expect(messages('experiment: healing', workload('Deployment'), workload('StatefulSet', 'db'))).toEqual([
      'the manifest holds several workloads: Deployment/web, StatefulSet/db; healing is about one',
    ]);
  });

  it('of a workload that is there already leaves it its grace period', () => {
    expect(told(target('experiment: healing', 'gracePeriod: 5s'))).toEqual([
      ['scenarios[0].gracePeriod', 'cannot be set for a target: its own specification holds'],
    ]);
  });
});
