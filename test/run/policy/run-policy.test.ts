import { describe, expect, it } from 'vitest';
import { PodStartSloError } from '../../../src/core/errors.ts';
import { policyOf } from '../../powerfulseal/support.ts';
import { FakeCluster } from './fake-cluster.ts';
import { runPolicyText } from './support.ts';

const apply = (name: string, more = ''): string =>
  `kubectl: { action: apply, ${more} payload: "{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}" }`;
const probe = (more = ''): string => `probeHTTP: { target: { url: 'http://shop.example' }, ${more} }`;
const config = (text: string): string =>
  `config: { runStrategy: { minSecondsBetweenRuns: 0, maxSecondsBetweenRuns: 0, ${text} } }\n`;
const once = config('runs: 1');

describe('A scenario that is run step by step', () => {
  it('does its steps in their order and takes back what it applied, the last first', async () => {
    const cluster = new FakeCluster();
    const text = once + policyOf(apply('a'), apply('b'), apply('kept', 'autoDelete: false,'), probe());
    const { policy, result, failure } = await runPolicyText(text, cluster);
    expect(failure).toBeNull();
    expect(cluster.log).toEqual([
      'apply a',
      'apply b',
      'apply kept',
      'probe 200',
      'take back b',
      'take back a',
      'close',
    ]);
    expect(policy.scenarios[0]?.runs[0]?.steps.map(({ step, passed }) => [step, passed])).toEqual([
      ['kubectl', true],
      ['kubectl', true],
      ['kubectl', true],
      ['probeHTTP', true],
    ]);
    expect(result.verdict).toBe('met');
  });

  it('ends at the first step that fails, takes back all the same, and is a violation', async () => {
    const cluster = new FakeCluster();
    cluster.refuse = (what) => (what === 'apply b' ? 'ConfigMap/b is invalid' : null);
    const { policy, result } = await runPolicyText(once + policyOf(apply('a'), apply('b'), probe()), cluster);
    expect(cluster.log).toEqual(['apply a', 'apply b', 'take back b', 'take back a', 'close']);
    expect(policy.scenarios[0]?.runs[0]).toMatchObject({ passed: false });
    expect(policy.scenarios[0]?.runs[0]?.steps.at(-1)).toMatchObject({
      passed: false,
      message: 'ConfigMap/b is invalid',
    });
    expect(result).toMatchObject({ complete: true, verdict: 'violated' });
  });

  it('is taken back at once when it is interrupted, and a run cut short is not recorded', async () => {
    const cluster = new FakeCluster();
    const controller = new AbortController();
    cluster.onProbe = () => controller.abort(new PodStartSloError('interrupted', 'interrupted by SIGINT'));
    const { policy, result, failure } = await runPolicyText(once + policyOf(apply('a'), probe()), cluster, {
      signal: controller.signal,
    });
    expect(failure?.code).toBe('interrupted');
    expect(cluster.log).toEqual(['apply a', 'take back a at once', 'close']);
    expect(policy).toMatchObject({ stoppedBecause: 'interrupted', scenarios: [{ runs: [] }] });
    expect(result).toMatchObject({ complete: false, verdict: 'inconclusive' });
  });

  it('waits as long as it says', async () => {
    const { policy } = await runPolicyText(once + policyOf('wait: { seconds: 30 }'), new FakeCluster());
    expect(policy.scenarios[0]?.runs[0]?.steps[0]?.ms).toBe(30_000);
  });

  it('mutes every target for each mute, and unmutes those it shall', async () => {
    const cluster = new FakeCluster();
    const step =
      "alertManagerAction: { targets: [{ url: 'http://a' }, { url: 'http://b' }], actions: [{ mute: { duration: 60 } }, { mute: { autoUnmute: false } }] }";
    await runPolicyText(once + policyOf(step), cluster);
    expect(cluster.log).toEqual([
      'mute http://a 60',
      'mute http://b 60',
      'mute http://a 900',
      'mute http://b 900',
      'unmute http://b',
      'unmute http://a',
      'close',
    ]);
  });
});

describe('A probe', () => {
  it('is asked so many times in all, with the delay between them', async () => {
    const cluster = new FakeCluster();
    cluster.statuses = [503];
    const { policy } = await runPolicyText(once + policyOf(probe('retries: 3, delay: 250')), cluster);
    const [step] = policy.scenarios[0]?.runs[0]?.steps ?? [];
    expect(cluster.log.filter((line) => line === 'probe 503')).toHaveLength(3);
    expect(step).toMatchObject({ passed: false, ms: 500, message: 'HTTP 503; probed 3 times' });
  });

  it('passes at the attempt that is answered, and has fresh attempts for each of its count', async () => {
    const cluster = new FakeCluster();
    cluster.statuses = [503, 200, 503, 503, 200, 200];
    const { policy } = await runPolicyText(once + policyOf(probe('count: 3, retries: 3')), cluster);
    expect(policy.scenarios[0]?.runs[0]?.passed).toBe(true);
    expect(cluster.log.filter((line) => line.startsWith('probe'))).toHaveLength(6);
  });
});

describe('The loops of a policy', () => {
  const two = (settings: string): string =>
    `${settings}scenarios: [{ name: first, steps: [{ ${apply('first')} }] }, { name: second, steps: [{ ${apply('second')} }] }]`;
  const applied = ({ log }: FakeCluster): string[] => log.filter((line) => line.startsWith('apply'));

  it('run as often as runs says, or as --iterations does, or 20 times', async () => {
    const lengths = async (text: string, iterations?: number): Promise<number | undefined> => {
      const settings = iterations === undefined ? {} : { iterations };
      return (await runPolicyText(text, new FakeCluster(), { settings })).policy.scenarios[0]?.runs.length;
    };
    expect(await lengths(two(config('runs: 3')))).toBe(3);
    expect(await lengths(two(config('runs: 3')), 2)).toBe(2);
    expect(await lengths(two(config('')))).toBe(20);
  });

  it('pause between two runs for a time within the bounds, and not after the last', async () => {
    const text = `config: { runStrategy: { runs: 2, minSecondsBetweenRuns: 30, maxSecondsBetweenRuns: 300 } }\n${policyOf(apply('a'))}`;
    const { policy, clock } = await runPolicyText(text, new FakeCluster());
    const [one, other] = policy.scenarios[0]?.runs.map(({ startedAt }) => Date.parse(startedAt)) ?? [];
    const pauseMs = (other ?? 0) - (one ?? 0);
    expect(pauseMs).toBeGreaterThanOrEqual(30_000);
    expect(pauseMs).toBeLessThanOrEqual(300_000);
    expect(clock.nowMs() - 1000).toBeCloseTo(pauseMs);
  });

  it('go on after a failure with report, and end at it with fail-fast', async () => {
    const failing = (): FakeCluster => {
      const cluster = new FakeCluster();
      cluster.refuse = (what) => (what === 'apply first' ? 'no' : null);
      return cluster;
    };
    const report = failing();
    expect((await runPolicyText(two(config('runs: 2')), report)).result.verdict).toBe('violated');
    expect(applied(report)).toEqual(['apply first', 'apply second', 'apply first', 'apply second']);
    const fast = failing();
    const text = two('config: { runStrategy: { runs: 2 }, exitStrategy: { strategy: fail-fast } }\n');
    const { policy, result } = await runPolicyText(text, fast);
    expect(applied(fast)).toEqual(['apply first']);
    expect(policy.stoppedBecause).toBe('fail-fast');
    expect(result).toMatchObject({ complete: true, verdict: 'violated' });
  });

  it('take every scenario once in each loop, in an order drawn from the seed where it is random', async () => {
    const ordersOf = async (strategy: string): Promise<string[]> => {
      const orders = new Set<string>();
      for (let seed = 0; seed < 12; seed += 1) {
        const cluster = new FakeCluster();
        const text = two(config(`runs: 1, strategy: ${strategy}`));
        await runPolicyText(text, cluster, { settings: { seed } });
        expect(applied(cluster).toSorted()).toEqual(['apply first', 'apply second']);
        orders.add(applied(cluster).join());
      }
      return [...orders];
    };
    expect(await ordersOf('random')).toHaveLength(2);
    expect(await ordersOf('round-robin')).toEqual(['apply first,apply second']);
  });

  it('end when the time for the run is over between two of them', async () => {
    const text = `config: { runStrategy: { runs: 9, minSecondsBetweenRuns: 60, maxSecondsBetweenRuns: 60 } }\n${policyOf(apply('a'))}`;
    const { policy, result } = await runPolicyText(text, new FakeCluster(), {
      settings: { maxDuration: '90s' },
    });
    expect(policy.scenarios[0]?.runs).toHaveLength(2);
    expect(policy.stoppedBecause).toBe('max-duration');
    expect(result).toMatchObject({ complete: true, verdict: 'met', error: null });
  });

  it('end when the time for the run is over, and what has ended by then is judged', async () => {
    const text = config('runs: 100') + policyOf(apply('a'), 'wait: { seconds: 10 }');
    const { policy, result } = await runPolicyText(text, new FakeCluster(), {
      settings: { maxDuration: '35s' },
    });
    expect(policy.scenarios[0]?.runs).toHaveLength(3);
    expect(policy.stoppedBecause).toBe('max-duration');
    expect(result).toMatchObject({ complete: true, verdict: 'met' });
  });
});
