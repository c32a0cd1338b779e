import { describe, expect, it } from 'vitest';
import { resolvePlan, type RawValue } from '../../../src/core/config/resolve.ts';
import { describesWorkload } from '../../../src/core/config/sources.ts';
import { resolveRun } from '../../../src/powerfulseal/resolve.ts';
import { oneScenario, pod, service, documents } from './support.ts';

interface Given {
  options: string;
  config?: string;
  settings?: Readonly<Record<string, RawValue>>;
  policy?: string;
}

const image = { image: 'example.com/app:1', port: '80' };

/** As the action resolves its inputs. */
function inputOf({ options, config, settings = {}, policy }: Given) {
  return {
    ...(config === undefined ? {} : { config: 'ci/slo.yml' }),
    ...(policy === undefined ? {} : { policy: { path: 'policy.yml' } }),
    options,
    settings,
    nameOf: String,
    randomSeed: 1,
  };
}

function resolve(given: Given) {
  const files = new Map([
    ['ci/slo.yml', given.config ?? ''],
    ['policy.yml', given.policy ?? ''],
    ['app.yml', documents(pod(), service())],
  ]);
  return resolveRun(inputOf(given), (path) => files.get(path) ?? { problem: 'no such file' });
}

function planOf(given: Given) {
  const resolution = resolve(given);
  if ('problems' in resolution) throw new Error(JSON.stringify(resolution.problems));
  return resolution.plan;
}

function problemsOf(given: Given) {
  const resolution = resolve(given);
  return 'problems' in resolution ? resolution.problems : [];
}

describe('Options as text', () => {
  it('have the keys of the configuration file, of the run and of the one scenario', () => {
    const options = `
seed: 7
confirm: true
defaults:
  warmup: 2
  workload: { args: [serve, "--fast"], restricted: true }
  probe: { status: 204, via: node-port }
`;
    const plan = planOf({ options, settings: image });
    expect(plan).toMatchObject({ seed: 7, confirmed: true });
    expect(plan.scenarios).toMatchObject([
      {
        warmup: 2,
        workload: { image: 'example.com/app:1', args: ['serve', '--fast'], restricted: true },
        probe: { status: 204, via: 'node-port' },
      },
    ]);
  });

  it('say what is started on their own', () => {
    const plan = planOf({ options: 'defaults: { workload: { manifest: app.yml } }' });
    expect(plan.scenarios).toMatchObject([{ workload: { kind: 'manifest' } }]);
    expect(describesWorkload(inputOf({ options: 'defaults: { workload: { manifest: app.yml } }' }))).toBe(
      true,
    );
    expect(describesWorkload(inputOf({ options: 'scenarios: []' }))).toBe(true);
    expect(describesWorkload(inputOf({ options: 'defaults: { warmup: 1 }' }))).toBe(false);
  });

  it('win over the file, also over the own keys of its scenarios; settings win over them', () => {
    const config = `seed: 1\n${oneScenario('warmup: 5', 'iterations: 5', 'timeout: 5s')}`;
    const options = 'seed: 2\ndefaults: { warmup: 3, iterations: 3 }';
    const plan = planOf({ config, options, settings: { iterations: '4' } });
    expect(plan.seed).toBe(2);
    expect(plan.scenarios).toMatchObject([{ warmup: 3, iterations: 4, timeoutMs: 5000 }]);
    expect(planOf({ config, options, settings: { seed: '3' } }).seed).toBe(3);
  });

  it('with scenarios are a configuration file, with defaults that its scenarios overrule', () => {
    const options = `defaults: { warmup: 3 }\n${oneScenario('iterations: 5')}  - { name: b, workload: { image: b, port: 1 }, warmup: 0 }`;
    expect(planOf({ options, settings: { iterations: '6' } }).scenarios).toMatchObject([
      { warmup: 3, iterations: 6 },
      { name: 'b', warmup: 0, iterations: 6 },
    ]);
    expect(problemsOf({ options, config: oneScenario() })).toMatchObject([
      { field: 'options.scenarios', message: 'cannot be combined with config: the file has the scenarios' },
    ]);
    expect(problemsOf({ options, settings: { image: 'x' } })).toMatchObject([
      { field: 'image', message: 'cannot be combined with options: the file says what is started' },
    ]);
  });

  it('that say what is started exclude a file and a policy', () => {
    const options = 'defaults: { probe: { path: /x }, baseline: { image: old } }';
    const several = `${oneScenario('name: a')}  - { name: b, workload: { image: b, port: 1 } }`;
    expect(problemsOf({ options, config: several })).toMatchObject([
      {
        field: 'options.defaults.probe.path',
        message: 'cannot be combined with config: the file says what is started',
        fix: 'write it into ci/slo.yml as probe.path of a scenario',
      },
      { field: 'options.defaults.baseline.image', message: 'belongs to one scenario, and the file has 2' },
    ]);
    const policy = 'scenarios: [{ name: a policy, steps: [{ wait: { seconds: 1 } }] }]';
    expect(problemsOf({ options: 'defaults: { probe: { path: /x } }', policy })).toMatchObject([
      { field: 'options.defaults.probe.path', message: expect.stringContaining('with policy') as string },
    ]);
  });

  it('are checked as the file is, and named by their keys', () => {
    const options = 'defaults: { warmup: many, prob: {} }\nsed: 1\ncluster: { wait: soon }';
    expect(problemsOf({ options, settings: image })).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'options.defaults.warmup' }),
        expect.objectContaining({ field: 'options.defaults.prob', fix: 'did you mean "probe"?' }),
        expect.objectContaining({ field: 'options.sed', fix: 'did you mean "seed"?' }),
        expect.objectContaining({ field: 'options.cluster.wait' }),
      ]),
    );
  });

  it.each([
    ['warmup', 'must be a mapping with keys of the configuration file'],
    ['a: {', 'a closing bracket is missing'],
    ['seed: 1\n---\nseed: 2', 'holds more than one YAML document'],
    ['defaults: [1]', 'must be a mapping'],
    ['scenarios: { name: a }', 'must be a list with at least one scenario'],
  ])('that are no such mapping are refused: %j', (options, message) => {
    const [problem] = problemsOf({ options, settings: image });
    expect(problem?.field).toMatch(/^options/);
    expect(problem?.message).toContain(message);
  });

  it('show no secret that stands where it does not belong', () => {
    const options = 'cluster: { kubeconfig: "\\nusers: SECRET" }\nwatch: { webhook: "SECRET" }';
    expect(JSON.stringify(problemsOf({ options, settings: image }))).not.toContain('SECRET');
  });

  it('tune the scenarios of a policy', () => {
    const policy = 'scenarios: [{ name: a policy, steps: [{ wait: { seconds: 1 } }] }]';
    const options = 'defaults: { iterations: 3 }\npolicyTiming: literal\nseed: 5';
    expect(planOf({ options, policy })).toMatchObject({ seed: 5, policy: { timing: 'literal', runs: 3 } });
  });
});

describe('The mapping cluster', () => {
  const clusterOf = (config: string, settings: Readonly<Record<string, RawValue>> = {}) =>
    resolvePlan({ config: 'ci/slo.yml', settings, nameOf: (name) => `--${name}`, randomSeed: 1 }, (path) =>
      path === 'ci/slo.yml' ? config : { problem: 'no such file' },
    ).cluster;

  it('has what flags set; flags win, and files are relative to the configuration file', () => {
    const config = `cluster: { provider: kind, kindConfig: kind.yml, loadImages: ['app:1', app.tar], wait: 3m }\n${oneScenario()}`;
    const { value, fieldOf } = clusterOf(config, { wait: '4m' });
    expect(value).toEqual({
      ...{ provider: 'kind', kindConfig: 'ci/kind.yml', loadImages: ['app:1', 'ci/app.tar'] },
      wait: '4m',
    });
    expect(fieldOf('provider')).toBe('cluster.provider');
    expect(fieldOf('wait')).toBe('--wait');
  });

  it('tells of a provider that was refused', () => {
    expect(clusterOf(`cluster: { provider: kin }\n${oneScenario()}`).hasWrongProvider).toBe(true);
    expect(clusterOf(oneScenario()).hasWrongProvider).toBe(false);
  });
});
