import { expect, it } from 'vitest';
import { oneScenario, planOf, scenarioOf } from './support.ts';

const sketch = `
scenarios:
  - name: goldpinger
    workload: { image: docker.io/bloomberg/goldpinger:v3.0.0, port: 8080, env: { HOST: 0.0.0.0, PORT: "8080" } }  # or manifest: path
    imagePullPolicy: Always
    imageCache: keep            # or remove: a true cold pull
    probe: { path: /healthz, status: 200, via: auto, intervalMs: 20 }
    iterations: 20
    warmup: 1
    timeout: 60s                # default: the larger of 60s and twice the largest limit
    objectives: [ "p95 <= 30s" ]
`;

it('resolves the configuration of the design as it stands', () => {
  expect(planOf({ config: sketch })).toEqual({
    scenarios: [
      {
        name: 'goldpinger',
        experiment: 'pod-start',
        burst: 1,
        healing: null,
        scaling: null,
        workload: {
          kind: 'image',
          image: 'docker.io/bloomberg/goldpinger:v3.0.0',
          port: 8080,
          replicas: 1,
          env: { HOST: '0.0.0.0', PORT: '8080' },
          command: [],
          args: [],
          restricted: false,
        },
        imagePullPolicy: 'Always',
        imageCache: 'keep',
        podLogs: false,
        keepGoing: false,
        volumeClaims: 'delete',
        condition: null,
        probe: {
          scheme: 'http',
          path: '/healthz',
          status: 200,
          via: 'auto',
          intervalMs: 20,
          service: null,
          port: null,
          addressTimeoutMs: 5000,
          askPod: true,
        },
        iterations: 20,
        maxIterations: 60,
        warmup: 1,
        timeoutMs: 60_000,
        gracePeriodSeconds: 1,
        rule: 'observed',
        objectives: [{ expression: 'p95 <= 30s', measure: 'total', statistic: 'p95', limitMs: 30_000 }],
        baseline: null,
      },
    ],
    namespace: null,
    seed: 4711,
    maxDurationMs: null,
    setupManifests: [],
    allowClusterScoped: false,
    confirmed: false,
    nodeHelper: null,
    pushgateway: null,
    otlp: null,
    traceparent: null,
  });
});

it('fills in every default for a scenario that only names an image', () => {
  expect(scenarioOf({ config: oneScenario() })).toMatchObject({
    name: 'app',
    imagePullPolicy: null,
    imageCache: 'keep',
    probe: { path: '/', status: 200, via: 'auto', intervalMs: 20, addressTimeoutMs: 5000, askPod: true },
    iterations: 20,
    maxIterations: 60,
    warmup: 1,
    timeoutMs: 60_000,
    gracePeriodSeconds: 1,
    rule: 'observed',
    objectives: [],
  });
});

it.each([
  ['60s without objectives', [], 60_000],
  ['60s where twice the largest limit is less', ['objectives: ["p95 <= 20s"]'], 60_000],
  ['twice the largest limit', ['objectives: ["p50 <= 20s", "max <= 50s"]'], 100_000],
  ['twice the limit of a phase', ['objectives: ["image-pull p95 <= 2m"]'], 240_000],
  ['what is given', ['timeout: 45s', 'objectives: ["p95 <= 30s"]'], 45_000],
  ['a limit that is reached exactly', ['timeout: 30s', 'objectives: ["p95 <= 30s"]'], 30_000],
])('takes as timeout %s', (_, lines, expected) => {
  expect(scenarioOf({ config: oneScenario(...lines) }).timeoutMs).toBe(expected);
});

it.each([
  ['three times the iterations for observed', ['iterations: 7'], 21],
  ['180 for proven', ['rule: proven'], 180],
  ['no fewer than the iterations for proven', ['rule: proven', 'iterations: 300'], 300],
  ['what is given', ['maxIterations: 20'], 20],
])('measures at most %s', (_, lines, expected) => {
  expect(scenarioOf({ config: oneScenario(...lines) }).maxIterations).toBe(expected);
});

it('takes every key of the file', () => {
  const config = `
namespace: slo
seed: 7
maxDuration: 10m
allowClusterScoped: true
scenarios:
  - name: all of them
    experiment: pod-start
    workload:
      image: example.com/app
      port: 80
      command: [serve]
      args: [--port, "80"]
      restricted: true
    imagePullPolicy: IfNotPresent
    imageCache: remove
    probe: { scheme: https, via: node-port, intervalMs: 50, port: 80, addressTimeout: 1m, askPod: false }
    warmup: 0
    gracePeriod: 5s
    rule: proven
`;
  expect(planOf({ config })).toMatchObject({
    namespace: 'slo',
    seed: 7,
    maxDurationMs: 600_000,
    allowClusterScoped: true,
    confirmed: false,
    nodeHelper: null,
    pushgateway: null,
    otlp: null,
    traceparent: null,
    scenarios: [
      {
        name: 'all of them',
        workload: { command: ['serve'], args: ['--port', '80'], restricted: true },
        imagePullPolicy: 'IfNotPresent',
        imageCache: 'remove',
        probe: { scheme: 'https', via: 'node-port', intervalMs: 50, addressTimeoutMs: 60_000, askPod: false },
        warmup: 0,
        gracePeriodSeconds: 5,
        rule: 'proven',
      },
    ],
  });
});

it('lets scenarios inherit from defaults, key by key', () => {
  const config = `
defaults:
  iterations: 5
  workload: { port: 8080, env: { A: a, B: b } }
  probe: { path: /healthz, status: 204 }
scenarios:
  - workload: { image: one, env: { B: own } }
  - workload: { image: two, port: 80 }
    probe: { path: / }
    iterations: 6
`;
  expect(planOf({ config }).scenarios).toMatchObject([
    {
      name: 'one',
      workload: { port: 8080, env: { A: 'a', B: 'own' } },
      probe: { path: '/healthz', status: 204 },
      iterations: 5,
    },
    { name: 'two', workload: { port: 80 }, probe: { path: '/', status: 204 }, iterations: 6 },
  ]);
});

it('takes a key without a value as not given', () => {
  expect(scenarioOf({ config: oneScenario('timeout:', 'probe:', 'objectives:') }).timeoutMs).toBe(60_000);
});

it.each([
  ['docker.io/bloomberg/goldpinger:v3.0.0', 'goldpinger'],
  ['localhost:5000/app', 'app'],
  ['app@sha256:0123456789012345678901234567890123456789012345678901234567890123', 'app'],
])('calls a scenario of %s %s', (image, name) => {
  expect(scenarioOf({ settings: { image, port: '80' } }).name).toBe(name);
});

it('takes names of environment variables as they are written', () => {
  const config = 'scenarios: [{ workload: { image: a, port: 1, env: { Y: "1", N: "0", 1: a } } }]';
  expect(scenarioOf({ config }).workload).toMatchObject({ env: { Y: '1', N: '0', 1: 'a' } });
});
