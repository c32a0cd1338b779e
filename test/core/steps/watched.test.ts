import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/core/errors.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { watchFingerprint } from '../../../src/core/watch/fingerprint.ts';
import type { WatchPlan } from '../../../src/core/watch/plan.ts';
import { longestRunMs } from '../../../src/core/steps/watched.ts';
import { planOfPolicy, policyOf, resolvePolicyText, type GivenPolicy } from '../../powerfulseal/support.ts';

interface Watched {
  plan: Plan;
  watch: WatchPlan;
  warnings: readonly Problem[];
}

function watched(text: string, given: GivenPolicy = {}): Watched {
  const resolution = resolvePolicyText(text, { ...given, continuous: true });
  if ('problems' in resolution) throw new Error(JSON.stringify(resolution.problems));
  return resolution;
}

const wait = policyOf('wait: { seconds: 20 }');
const withStrategy = (strategy: string, exit = 'report'): string =>
  `config: { runStrategy: { ${strategy} }, exitStrategy: { strategy: ${exit} } }\n${wait}`;

describe('the grid of a policy', () => {
  it('comes from its pauses and what its steps wait', () => {
    const { watch } = watched(withStrategy('minSecondsBetweenRuns: 10, maxSecondsBetweenRuns: 30'));
    // 20 s on average between the runs, 10 s more or less, and the 20 s of the step.
    expect(watch).toMatchObject({ intervalMs: 40_000, jitter: 0.25 });
  });

  it('is never closer than a second, and another one where somebody wants it', () => {
    const none = policyOf('probeHTTP: { target: { url: "http://x" } }');
    const quick = `config: { runStrategy: { minSecondsBetweenRuns: 0, maxSecondsBetweenRuns: 0 } }\n${none}`;
    expect(watched(quick).watch).toMatchObject({ intervalMs: 1000, jitter: 0 });
    const settings = { watchInterval: '2m' };
    expect(watched(quick, { settings }).watch).toMatchObject({ intervalMs: 120_000, jitter: 0.1 });
  });
});

it('says what of a policy has no meaning where it goes on for ever', () => {
  const { warnings } = watched(withStrategy('runs: 3, strategy: random', 'fail-fast'));
  expect(warnings.map(({ field }) => field)).toEqual([
    'config.runStrategy.runs',
    'config.exitStrategy',
    'config.runStrategy.strategy',
  ]);
  expect(watched(wait).warnings).toEqual([]);
  const once = resolvePolicyText(withStrategy('runs: 3', 'fail-fast'));
  expect('warnings' in once && once.warnings).toEqual([]);
});

it('tells wrong settings of a continuous run together with those of the policy', () => {
  const resolution = resolvePolicyText(policyOf('stop: {}'), {
    continuous: true,
    settings: { watchInterval: 'soon', watchSlo: 'fast' },
  });
  const fields = 'problems' in resolution ? resolution.problems.map(({ field }) => field) : [];
  expect(fields).toEqual(expect.arrayContaining(['--watch-interval', '--watch-slo']));
  expect(fields.length).toBeGreaterThan(2);
});

it.each([
  ['wait: { seconds: 20 }', 20_000],
  [
    'probeHTTP: { target: { url: "http://x" }, retries: 3, delay: 100, timeout: 1000, count: 2 }',
    2 * 3 * 2100,
  ],
  [
    'podAction: { matches: [{ namespace: a }], retries: { retriesCount: { count: 2, sleep: 5 } }, actions: [{ wait: { seconds: 7 } }] }',
    2 * (300_000 + 7000 + 5000),
  ],
  ['kubectl: { action: delete, payload: "{apiVersion: v1, kind: Pod, metadata: {name: a}}" }', 300_000],
])('knows how long %s may take', (step, ms) => {
  const [part] = planOfPolicy(policyOf(step)).policy.parts;
  if (part === undefined) throw new Error('no part');
  expect(longestRunMs(part.scenario)).toBe(300_000 + ms);
});

it('a window goes on after a restart with the same steps only', () => {
  const hash = (text: string): string => {
    const { plan, watch } = watched(text);
    let hashed = '';
    watchFingerprint(plan, watch, (facts) => (hashed = facts));
    return hashed;
  };
  expect(hash(wait)).toBe(hash(wait));
  expect(hash(policyOf('wait: { seconds: 21 }'))).not.toBe(hash(wait));
});
