import { describe, expect, it } from 'vitest';
import { oneScenario, planOf, problemsOf, scenarioOf, type Given } from './support.ts';

const image = { image: 'example.com/app:1', port: '8080' };

describe('settings alone', () => {
  it('make the plan that the same file makes', () => {
    const settings = {
      image: 'example.com/app:1',
      port: '8080',
      env: ['HOST=0.0.0.0', 'QUERY=a=b '],
      args: 'serve --title "a b"',
      path: '/healthz',
      status: '204',
      interval: '50ms',
      iterations: '5',
      timeout: '2m',
      objectives: ['p95 <= 30s', 'max <= 1m'],
      askPod: 'false',
      seed: '1',
      namespace: 'slo',
    };
    const config = `
seed: 1
namespace: slo
scenarios:
  - workload:
      image: example.com/app:1
      port: 8080
      env: { HOST: 0.0.0.0, QUERY: "a=b " }
      args: [serve, --title, a b]
    probe: { path: /healthz, status: 204, intervalMs: 50, askPod: false }
    iterations: 5
    timeout: 2m
    objectives: [p95 <= 30s, max <= 1m]
`;
    expect(planOf({ settings })).toEqual(planOf({ config }));
  });

  it('may hold lists as lines of text, as an action’s inputs do', () => {
    const settings = { ...image, env: 'A=1\n\n  B=2\n', objectives: 'p95 <= 30s\nready p95 <= 20s\n' };
    const scenario = scenarioOf({ settings });
    expect(scenario.workload).toMatchObject({ env: { A: '1', B: '2' } });
    expect(scenario.objectives.map(({ expression }) => expression)).toEqual([
      'p95 <= 30s',
      'ready p95 <= 20s',
    ]);
  });

  it('take an interval with and without its unit', () => {
    expect(scenarioOf({ settings: { ...image, interval: '30' } }).probe.intervalMs).toBe(30);
    expect(scenarioOf({ settings: { ...image, interval: '0.1s' } }).probe.intervalMs).toBe(100);
  });

  it('take lists of words as they are', () => {
    const settings = { ...image, command: ['sh', '-c', 'exec serve "$PORT"'] };
    expect(scenarioOf({ settings }).workload).toMatchObject({ command: settings.command });
  });
});

describe('settings over a file', () => {
  const config = `
namespace: fromfile
scenarios:
  - { workload: { image: one, port: 80 }, iterations: 5, objectives: [p95 <= 30s], probe: { path: /one } }
  - { workload: { image: two, port: 80 }, timeout: 90s }
`;

  it('win in every scenario', () => {
    const settings = { iterations: '9', timeout: '3m', objectives: ['max <= 2s'], via: 'node-port' };
    for (const scenario of planOf({ config, settings }).scenarios) {
      expect(scenario).toMatchObject({ iterations: 9, timeoutMs: 180_000, probe: { via: 'node-port' } });
      expect(scenario.objectives.map(({ expression }) => expression)).toEqual(['max <= 2s']);
    }
  });

  it('leave alone what they do not name', () => {
    const plan = planOf({ config, settings: { via: 'node-port', namespace: 'given' } });
    expect(plan.namespace).toBe('given');
    expect(plan.scenarios[0]?.probe.path).toBe('/one');
  });

  it('mend a value of the file that would be refused', () => {
    expect(
      scenarioOf({ config: oneScenario('iterations: many'), settings: { iterations: '3' } }).iterations,
    ).toBe(3);
  });

  it.each([
    ['image', 'x'],
    ['manifest', 'x.yml'],
    ['port', '80'],
    ['env', 'A=b'],
    ['path', '/'],
    ['servicePort', '80'],
    ['name', 'x'],
  ] as const)('cannot say what is started: %s', (name, value) => {
    const flag = name === 'servicePort' ? '--service-port' : `--${name}`;
    expect(problemsOf({ config, settings: { [name]: value } })).toMatchObject([
      { field: flag, message: 'cannot be combined with --config: the file says what is started' },
    ]);
  });
});

describe('problems with settings name the flag', () => {
  const rows: readonly (readonly [Given['settings'], string, string])[] = [
    [{ ...image, port: '80800' }, '--port', 'must be a whole number from 1 to 65535'],
    [{ ...image, port: 'http' }, '--port', 'must be a whole number from 1 to 65535'],
    [
      { image: 'example.com/app:1' },
      '--port',
      'is missing: an image needs the port on which the container answers HTTP',
    ],
    [{ ...image, iterations: '' }, '--iterations', 'must be a whole number from 1 to 10000'],
    [{ ...image, interval: '2ms' }, '--interval', 'must be a whole number from 5 to 1000'],
    [{ ...image, interval: 'fast' }, '--interval', 'must be a whole number from 5 to 1000'],
    [{ ...image, restricted: 'maybe' }, '--restricted', 'must be true or false'],
    [{ ...image, seed: '-1' }, '--seed', 'must be a whole number from 0 to 4294967295'],
    [
      { ...image, objectives: ['p95 < 30s'] },
      '--objectives',
      'is not an objective; did you mean p95 <= 30s?',
    ],
    [{ ...image, env: ['A=1', 'B'] }, '--env', 'item 2 is not of the form NAME=value'],
    [{ ...image, args: 'serve "x' }, '--args', 'a quote is not closed'],
    [
      { ...image, manifest: 'x.yml' },
      '--manifest',
      'cannot be combined: a scenario starts an image or a manifest',
    ],
    [{ manifest: 'x.yml' }, '--manifest', 'no such file'],
    [
      { ...image, service: 'x' },
      '--service',
      'cannot be combined with an image: the run creates the Service',
    ],
    [
      { ...image, servicePort: '81' },
      '--service-port',
      'cannot be combined with an image: the run creates the Service, with one port, which is that of the container',
    ],
    [{ ...image, setupManifests: 'secret.yml' }, '--setup-manifests', 'no such file'],
    [{}, '--image', 'nothing to measure'],
  ];
  it.each(rows)('%j → %s', (settings = {}, field, message) => {
    expect(problemsOf({ settings })).toMatchObject([{ field, message }]);
  });

  it('never shows the value of an environment variable', () => {
    const given = { settings: { ...image, env: ['TOKEN=secret', 'secret'] } };
    expect(JSON.stringify(problemsOf(given))).not.toContain('secret');
    const config = 'scenarios: [{ workload: { image: a, port: 1, env: { TOKEN: 123456 } } }]';
    expect(JSON.stringify(problemsOf({ config }))).not.toContain('123456');
  });
});
