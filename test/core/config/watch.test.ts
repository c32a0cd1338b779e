import { describe, expect, it } from 'vitest';
import { resolvePlan, type SettingName } from '../../../src/core/config/resolve.ts';
import type { WatchPlan } from '../../../src/core/watch/plan.ts';
import { configPath, oneScenario, problemsOf, resolve, scenarioOf, warningsOf } from './support.ts';

const image = { image: 'example.com/app:1', port: '8080' };

function watchOf(settings: Partial<Record<SettingName, string | string[]>>, config?: string): WatchPlan {
  const given = config === undefined ? { settings: { ...image, ...settings } } : { settings, config };
  const resolution = resolve(given);
  if ('problems' in resolution) throw new Error(JSON.stringify(resolution.problems));
  return resolution.watch;
}

/** As `watch` resolves, whose limits bear on the timeout. */
function continuous(config: string) {
  const input = { config: configPath, settings: {}, nameOf: (name: string) => name, randomSeed: 1 };
  return resolvePlan({ ...input, continuous: true }, () => config);
}

it('has a default for everything but limits, webhooks and state', () => {
  expect(watchOf({})).toEqual({
    intervalMs: 300_000,
    jitter: 0.1,
    windowMs: 86_400_000,
    slo: null,
    sla: null,
    listen: { host: '127.0.0.1', port: 9090 },
    healthListen: { host: '127.0.0.1', port: 9091 },
    webhooks: [],
    webhookFormat: 'alertmanager',
    state: null,
    logFormat: 'text',
  });
});

it('takes the same from flags and from the file, the flags first', () => {
  const config = oneScenario().concat(
    'watch: { interval: 1m, window: 2h, slo: p99 <= 20s, webhook: "http://one:1", state: state.jsonl }\n',
  );
  expect(
    watchOf({ watchInterval: '30s', watchSla: '60s', watchWebhooks: ['https://two'] }, config),
  ).toMatchObject({
    intervalMs: 30_000,
    windowMs: 7_200_000,
    slo: { expression: 'p99 <= 20s', statistic: 'p99', limitMs: 20_000 },
    sla: { expression: 'p95 <= 1m', measure: 'total', statistic: 'p95', limitMs: 60_000 },
    webhooks: ['https://two'],
    state: 'ci/state.jsonl',
  });
});

it.each([
  ['127.0.0.1:9090', '127.0.0.1', 9090],
  [':9090', '::', 9090],
  ['0.0.0.0:0', '0.0.0.0', 0],
  ['[::1]:80', '::1', 80],
  ['localhost:8080', 'localhost', 8080],
])('listens at %s', (text, host, port) => {
  expect(watchOf({ watchListen: text }).listen).toEqual({ host, port });
});

it.each([
  [{ watchListen: ':9090' }, '::', 9091],
  [{ watchListen: '127.0.0.1:0' }, '127.0.0.1', 0],
  [{ watchListen: ':9090', watchHealthListen: '127.0.0.1:8080' }, '127.0.0.1', 8080],
])('serves health at an address of its own, %o', (given, host, port) => {
  expect(watchOf(given).healthListen).toEqual({ host, port });
});

it.each([{ watchListen: ':9090', watchHealthListen: ':9090' }, { watchListen: '127.0.0.1:65535' }])(
  'refuses an address of health that is that of the metrics, %o',
  (given) => {
    expect(problemsOf({ settings: { ...image, ...given } })).toMatchObject([
      { message: expect.stringContaining('must differ from the address') as unknown },
    ]);
  },
);

it('tells everything that is wrong at once, and shows no URL', () => {
  const problems = problemsOf({
    settings: {
      ...image,
      watchInterval: '10',
      watchJitter: '200%',
      watchSlo: 'p42 <= 30s',
      watchSla: 'soon',
      watchListen: '9090',
      watchWebhooks: ['ftp://user:hunter2@host'],
      watchWebhookFormat: 'slack',
    },
  });
  expect(problems.map(({ field }) => field).sort()).toEqual([
    '--watch-interval',
    '--watch-jitter',
    '--watch-listen',
    '--watch-sla',
    '--watch-slo',
    '--watch-webhook-format',
    '--watch-webhooks',
  ]);
  expect(JSON.stringify(problems)).not.toContain('hunter2');
  expect(problems.find(({ field }) => field === '--watch-slo')?.message).toContain('p42');
  expect(problems.find(({ field }) => field === '--watch-sla')?.message).toContain('neither a duration');
});

it('refuses a window that is shorter than the interval', () => {
  expect(problemsOf({ settings: { ...image, watchInterval: '1h', watchWindow: '10m' } })).toMatchObject([
    { field: '--watch-window', value: '10m' },
  ]);
});

it('suggests a key that was misspelt', () => {
  expect(problemsOf({ config: `${oneScenario()}watch: { intervall: 5m }\n` })).toMatchObject([
    { field: 'watch.intervall', fix: 'did you mean "interval"?' },
  ]);
});

it('warns of an SLO that is looser than the SLA', () => {
  expect(warningsOf({ settings: { ...image, watchSlo: '60s', watchSla: '30s' } })).toMatchObject([
    { field: '--watch-slo', value: 'p95 <= 1m' },
  ]);
});

describe('the limits of a continuous run', () => {
  const config = `${oneScenario()}watch: { slo: 30s, sla: 60s }\n`;

  it('lengthen the timeout, so that a start over them is seen for what it was', () => {
    const resolution = continuous(config);
    expect('plan' in resolution && resolution.plan.scenarios[0]?.timeoutMs).toBe(120_000);
  });

  it('leave a run as it is', () => {
    expect(scenarioOf({ config }).timeoutMs).toBe(60_000);
  });

  it('refuse a timeout that ends starts before they are reached', () => {
    const resolution = continuous(`${oneScenario('timeout: 40s')}watch: { sla: 60s }\n`);
    expect('problems' in resolution && resolution.problems).toMatchObject([
      { field: 'scenarios[0].timeout', value: '40s' },
    ]);
  });

  it('are all it compares with: a baseline is left out, and said to be', () => {
    const resolution = continuous(oneScenario('baseline: { image: example.com/app:0 }'));
    expect(resolution).toMatchObject({
      plan: { scenarios: [{ baseline: null }] },
      warnings: [{ field: 'scenarios[0].baseline' }],
    });
  });
});
