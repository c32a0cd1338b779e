import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyOf } from '../../powerfulseal/support.ts';
import { FakeCluster, pod } from './fake-cluster.ts';
import { runPolicyText } from './support.ts';

const once = 'config: { runStrategy: { runs: 1 } }\n';

describe('A podAction', () => {
  const kill = (more = ''): string =>
    `podAction: { matches: [{ namespace: shop }], ${more} actions: [{ kill: {} }] }`;

  it('acts on what its filters leave, with every action, also after one that failed', async () => {
    const cluster = new FakeCluster();
    cluster.pods = [pod('web-1'), pod('web-2', { state: 'Pending' }), pod('db-1')];
    cluster.refuse = (what) => (what.startsWith('kill') ? 'forbidden' : null);
    const step =
      "podAction: { matches: [{ namespace: shop }], filters: [{ property: { name: name, value: 'WEB' } }, { property: { name: state, value: running, negative: true } }], actions: [{ kill: { force: false } }, { wait: { seconds: 2 } }, { checkPodCount: { count: 1 } }, { checkPodState: { state: Pend } }] }";
    const { policy } = await runPolicyText(once + policyOf(step), cluster);
    const [result] = policy.scenarios[0]?.runs[0]?.steps ?? [];
    expect(cluster.log).toEqual(['find shop', 'kill web-2', 'close']);
    expect(result).toMatchObject({
      passed: false,
      ms: 2000,
      message: 'shop/web-2 was not killed: forbidden; 1 pod; 1 pod Pend',
    });
  });

  it('fails where no pod matches, unless a count is what is expected', async () => {
    const empty = await runPolicyText(once + policyOf(kill()), new FakeCluster());
    expect(empty.policy.scenarios[0]?.runs[0]?.steps[0]).toMatchObject({
      passed: false,
      message: 'no pod matched: nothing to act on',
    });
    const count = (expected: number): string =>
      once +
      policyOf(
        `podAction: { matches: [{ namespace: '*' }], actions: [{ checkPodCount: { count: ${expected} } }] }`,
      );
    expect((await runPolicyText(count(0), new FakeCluster())).result.verdict).toBe('met');
    expect((await runPolicyText(count(1), new FakeCluster())).result.verdict).toBe('violated');
  });

  it('fails where a sample is no pod, and passes where its own filters say not now', async () => {
    const cluster = new FakeCluster();
    cluster.pods = [pod('a'), pod('b')];
    const stepOf = async (filter: string) =>
      (await runPolicyText(once + policyOf(kill(`filters: [${filter}],`)), cluster)).policy.scenarios[0]
        ?.runs[0]?.steps[0];
    const hours =
      'startTime: { hour: 8, minute: 0, second: 0 }, endTime: { hour: 11, minute: 59, second: 59 }';
    expect(await stepOf('{ randomSample: { ratio: 0.4 } }')).toMatchObject({
      passed: false,
      message: 'a sample of 0.4 of 2 pods is no pod: nothing to act on',
    });
    expect(await stepOf('{ probability: 0 }')).toMatchObject({ passed: true });
    expect(await stepOf(`{ dayTime: { onlyDays: [tuesday], ${hours} } }`)).toMatchObject({
      passed: true,
      message: 'nothing done: dayTime does not allow wednesday',
    });
    expect(await stepOf(`{ dayTime: { onlyDays: [wednesday], ${hours} } }`)).toMatchObject({
      passed: true,
      message: 'nothing done: dayTime allows 08:00:00 to 11:59:59',
    });
    expect(cluster.log.filter((line) => line.startsWith('kill'))).toEqual([]);
  });

  it('leaves pods in kube-* namespaces out of what it may kill, unless it is allowed', async () => {
    const cluster = new FakeCluster();
    cluster.pods = [pod('etcd', { namespace: 'kube-system' }), pod('web')];
    const text = once + policyOf("podAction: { matches: [{ namespace: '*' }], actions: [{ kill: {} }] }");
    const { policy } = await runPolicyText(text, cluster);
    expect(cluster.log).toContain('kill web by force');
    expect(cluster.log).not.toContain('kill etcd by force');
    expect(policy.scenarios[0]?.runs[0]?.steps[0]?.message).toContain('1 pod in kube-* namespaces left out');
    await runPolicyText(text, cluster, { settings: { allowKubeNamespaces: true } });
    expect(cluster.log).toContain('kill etcd by force');
  });

  it('is tried again as its retries say', async () => {
    const cluster = new FakeCluster();
    const step =
      'podAction: { matches: [{ namespace: shop }], retries: { retriesCount: { count: 3, sleep: 10 } }, actions: [{ checkPodCount: { count: 1 } }] }';
    const { policy } = await runPolicyText(once + policyOf(step), cluster);
    expect(cluster.log.filter((line) => line === 'find shop')).toHaveLength(3);
    expect(policy.scenarios[0]?.runs[0]?.steps[0]).toMatchObject({
      ms: 20_000,
      message: 'expected 1 pod, and there are 0; tried 3 times',
    });
    const patient = step.replace(
      'retriesCount: { count: 3, sleep: 10 }',
      'retriesTimeout: { timeout: 25, sleep: 10 }',
    );
    const { policy: other } = await runPolicyText(once + policyOf(patient), new FakeCluster());
    expect(other.scenarios[0]?.runs[0]?.steps[0]).toMatchObject({ ms: 20_000, passed: false });
  });

  it('draws the same pods again with the same seed, and never more than it should', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.integer({ min: 1, max: 8 }),
        async (seed, size) => {
          const killed = async (): Promise<string[]> => {
            const cluster = new FakeCluster();
            cluster.pods = ['a', 'b', 'c', 'd', 'e'].map((name) => pod(name));
            const text = once + policyOf(kill(`filters: [{ randomSample: { size: ${size} } }],`));
            await runPolicyText(text, cluster, { settings: { seed } });
            return cluster.log.filter((line) => line.startsWith('kill'));
          };
          const first = await killed();
          expect(new Set(first).size).toBe(Math.min(5, size));
          expect(await killed()).toEqual(first);
        },
      ),
      { numRuns: 30 },
    );
  });
});
