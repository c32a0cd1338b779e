import { describe, expect, it } from 'vitest';
import { oneScenario, problemsOf } from './support.ts';

/** A line of a scenario, the field that is blamed, and the beginning of what is said. */
type Row = readonly [line: string, field: string, message: string];

const whole = (min: number, max: number) => `must be a whole number from ${min} to ${max}`;

describe('a wrong value is one problem', () => {
  const rows: readonly Row[] = [
    ['iterations: 0', 'iterations', whole(1, 10_000)],
    ['iterations: 10001', 'iterations', whole(1, 10_000)],
    ['iterations: 2.5', 'iterations', whole(1, 10_000)],
    ['iterations: "20"', 'iterations', whole(1, 10_000)],
    ['maxIterations: 0', 'maxIterations', whole(1, 100_000)],
    ['maxIterations: 19', 'maxIterations', 'is less than the number of iterations, 20'],
    ['warmup: -1', 'warmup', whole(0, 100)],
    ['warmup: 101', 'warmup', whole(0, 100)],
    ['timeout: 60', 'timeout', 'must be a duration from 1s to 6h, for instance 30s or 1m30s'],
    ['timeout: soon', 'timeout', 'must be a duration'],
    ['timeout: 999ms', 'timeout', 'must be a duration'],
    ['timeout: 7h', 'timeout', 'must be a duration'],
    ['gracePeriod: 0s', 'gracePeriod', 'must be a duration from 1s to 1h'],
    ['gracePeriod: 1500ms', 'gracePeriod', 'Kubernetes takes whole seconds only'],
    ['rule: strict', 'rule', 'must be one of: observed, proven'],
    ['imageCache: drop', 'imageCache', 'must be one of: keep, remove'],
    ['imagePullPolicy: always', 'imagePullPolicy', 'must be one of: Always, IfNotPresent, Never'],
    ['experiment: chaos', 'experiment', 'must be one of: pod-start, healing, scaling'],
    ['name: ""', 'name', 'must be 1 to 63 printable characters'],
    ['name: " a"', 'name', 'must be 1 to 63 printable characters'],
    [`name: ${'a'.repeat(64)}`, 'name', 'must be 1 to 63 printable characters'],
    ['probe: { path: healthz }', 'probe.path', 'must start with "/"'],
    ['probe: { path: "/a b" }', 'probe.path', 'must start with "/"'],
    ['probe: { status: 99 }', 'probe.status', whole(200, 599)],
    ['probe: { status: OK }', 'probe.status', whole(200, 599)],
    ['probe: { scheme: tcp }', 'probe.scheme', 'must be one of: http, https'],
    ['probe: { via: ingress }', 'probe.via', 'must be one of: auto, load-balancer'],
    ['probe: { intervalMs: 4 }', 'probe.intervalMs', whole(5, 1000)],
    ['probe: { intervalMs: 1001 }', 'probe.intervalMs', whole(5, 1000)],
    ['probe: { port: 0 }', 'probe.port', `${whole(1, 65_535)}, or the name of a port of the Service`],
    ['probe: { port: "80" }', 'probe.port', `${whole(1, 65_535)}, or the name of a port of the Service`],
    ['probe: { port: My_Port }', 'probe.port', `${whole(1, 65_535)}, or the name of a port of the Service`],
    [
      'probe: { port: 81 }',
      'probe.port',
      'cannot be combined with an image: the run creates the Service, with one port, which is that of the container',
    ],
    [
      'probe: { service: app }',
      'probe.service',
      'cannot be combined with an image: the run creates the Service',
    ],
    ['probe: { service: My_App }', 'probe.service', 'must be the name of a service'],
    ['probe: { addressTimeout: 11m }', 'probe.addressTimeout', 'must be a duration from 0s to 10m'],
    ['probe: { askPod: 1 }', 'probe.askPod', 'must be true or false'],
    ['probe: /healthz', 'probe', 'must be a mapping'],
    ['objectives: p95 <= 30s', 'objectives', 'must be a list'],
    ['objectives: [p95 <= 30s, p96 <= 1s]', 'objectives[1]', '"p96" is not a statistic'],
    ['objectives: [fast]', 'objectives[0]', 'not an objective'],
    ['objectives: [30]', 'objectives[0]', 'must be an objective'],
    ['objectives: [p95 <= 4h]', 'objectives[0]', 'the limit must be at most 3h'],
    [`objectives: [p95 <= ${'9'.repeat(400)}s]`, 'objectives[0]', 'the limit must be at most 3h'],
    [
      'objectives: [p95 <= 1s, total p95 <= 2s]',
      'objectives[1]',
      'the p95 of total has an objective already: p95 <= 1s',
    ],
  ];
  it.each(rows)('%s', (line, field, message) => {
    const problems = problemsOf({ config: oneScenario(line) });
    expect(problems.map((problem) => problem.field)).toEqual([`scenarios[0].${field}`]);
    expect(problems[0]?.message.slice(0, message.length)).toBe(message);
  });

  it('with the value as it was written', () => {
    expect(problemsOf({ config: oneScenario('timeout: 60') })).toMatchObject([
      { value: '60', fix: 'write the unit: 60s' },
    ]);
  });
});

describe('a wrong workload is one problem', () => {
  const rows: readonly Row[] = [
    ['{ port: 80 }', 'workload', 'needs an image and its port, or a manifest'],
    ['{}', 'workload', 'needs an image and its port, or a manifest'],
    ['app', 'workload', 'must be a mapping with the key "image", "manifest" or "target"'],
    ['{ image: a }', 'workload.port', 'is missing: an image needs the port'],
    ['{ image: a, port: 0 }', 'workload.port', whole(1, 65_535)],
    ['{ image: a, port: 65536 }', 'workload.port', whole(1, 65_535)],
    ['{ image: App, port: 80 }', 'workload.image', 'the name of an image is in lower case'],
    ['{ image: 5, port: 80 }', 'workload.image', 'must be the name of an image'],
    [
      '{ image: a, manifest: a.yml, port: 80 }',
      'workload.manifest',
      'cannot be combined: a scenario starts an image or a manifest',
    ],
    ['{ manifest: "" }', 'workload.manifest', 'must be the path of a file'],
    ['{ manifest: a.yml }', 'workload.manifest', 'no such file'],
    [
      '{ image: a, port: 80, env: { A: 1 } }',
      'workload.env.A',
      'must be text; put numbers and booleans into quotes',
    ],
    [
      '{ image: a, port: 80, env: { A: on } }',
      'workload.env.A',
      'must be text; put numbers and booleans into quotes',
    ],
    [
      '{ image: a, port: 80, env: { "A=B": c } }',
      'workload.env["A=B"]',
      'a name of an environment variable consists of',
    ],
    ['{ image: a, port: 80, env: [A=b] }', 'workload.env', 'must be a mapping of names to texts'],
    ['{ image: a, port: 80, args: serve }', 'workload.args', 'must be a list of texts'],
    ['{ image: a, port: 80, command: [1] }', 'workload.command[0]', 'must be text'],
    ['{ image: a, port: 80, restricted: "yes" }', 'workload.restricted', 'must be true or false'],
  ];
  it.each(rows)('%s', (workload, field, message) => {
    const problems = problemsOf({ config: `scenarios: [{ workload: ${workload} }]` });
    expect(problems.map((problem) => problem.field)).toEqual([`scenarios[0].${field}`]);
    expect(problems[0]?.message.slice(0, message.length)).toBe(message);
  });
});

describe('an unknown key is refused with what was probably meant', () => {
  it.each([
    ['iteration: 5', 'did you mean "iterations"?'],
    ['max-iterations: 5', 'did you mean "maxIterations"?'],
    ['objective: []', 'did you mean "objectives"?'],
    ['image: a', '"image" belongs in "workload"'],
    ['path: /', '"path" belongs in "probe"'],
    ['namespace: x', '"namespace" belongs at the top of the file'],
    ['colour: red', 'allowed here: name, workload, imagePullPolicy,'],
  ])('%s', (line, fix) => {
    const problems = problemsOf({ config: oneScenario(line) });
    expect(problems).toMatchObject([{ field: `scenarios[0].${line.split(':')[0]}` }]);
    expect(problems[0]?.fix).toContain(fix);
  });

  it.each([
    ['probe: { interval: 20ms }', 'probe.interval', 'did you mean "intervalMs"?'],
    ['probe: { timeout: 20s }', 'probe.timeout', '"timeout" belongs in a scenario or in "defaults"'],
  ])('%s', (line, field, fix) => {
    expect(problemsOf({ config: oneScenario(line) })).toMatchObject([
      { field: `scenarios[0].${field}`, fix },
    ]);
  });

  it('at the top of the file', () => {
    expect(problemsOf({ config: `${oneScenario()}iterations: 5\n` })).toMatchObject([
      { field: 'iterations', fix: '"iterations" belongs in a scenario or in "defaults"' },
    ]);
  });

  it('and not also reported as what it should have been', () => {
    expect(problemsOf({ config: 'scenarios: [{ workload: { imge: a, port: 80 } }]' })).toMatchObject([
      { field: 'scenarios[0].workload.imge', fix: 'did you mean "image"?' },
    ]);
  });
});

describe('values that contradict each other are refused', () => {
  it('a timeout below a limit', () => {
    const config = oneScenario('timeout: 10s', 'objectives: [p50 <= 5s, p95 <= 30s]');
    expect(problemsOf({ config })).toMatchObject([
      {
        field: 'scenarios[0].timeout',
        value: '10s',
        message:
          'is shorter than the 30s limit of "p95 <= 30s", so slow starts could not be told from violations',
        fix: 'use at least 30s, or leave it out (default: twice the largest limit)',
      },
    ]);
  });

  it('never pulling an image that is removed before each start', () => {
    const config = oneScenario('imagePullPolicy: Never', 'imageCache: remove');
    expect(problemsOf({ config })).toMatchObject([{ field: 'scenarios[0].imagePullPolicy' }]);
  });

  it('two scenarios with one name', () => {
    const config =
      'scenarios: [{ workload: { image: "a:1", port: 1 } }, { workload: { image: "a:2", port: 1 } }]';
    expect(problemsOf({ config })).toMatchObject([
      { field: 'scenarios[1].name', value: 'a', message: 'another scenario has this name already' },
    ]);
  });
});
