import { expect, it } from 'vitest';
import { PodStartSloError } from '../../../src/core/errors.ts';
import { planOfPolicy } from '../../powerfulseal/support.ts';
import { scenario } from '../fake-run.ts';
import { FakeCluster, pod } from '../policy/fake-cluster.ts';
import { fakeWatch, runsIn, startsIn } from './fake-watch.ts';

const kill = 'podAction: { matches: [{ namespace: shop }], actions: [{ kill: {} }] }';
const probe = 'probeHTTP: { target: { url: "http://shop" }, retries: 1 }';
/** Two scenarios of one name. */
const twice = ['scenarios:', ...[kill, probe].map((step) => `- { name: shop, steps: [{ ${step} }] }`)].join(
  '\n',
);

function cluster(statuses: number[] = [200]): FakeCluster {
  const made = new FakeCluster();
  made.pods = [pod('one')];
  made.statuses = statuses;
  return made;
}

it('goes on with the scenarios in turn, each under a name of its own, on the grid', async () => {
  const policy = { plan: planOfPolicy(twice).policy, cluster: cluster() };
  const done = await fakeWatch({
    policy,
    script: () => ({ answerMs: 1000 }),
    until: (_, seen) => runsIn(seen).length >= 4,
  });
  const runs = runsIn(done.events);
  expect(runs.map(({ scenario: name, number, run }) => [name, number, run.passed])).toEqual([
    ['shop', 1, true],
    ['shop (2)', 1, true],
    ['shop', 2, true],
    ['shop (2)', 2, true],
  ]);
  expect(policy.cluster.log.filter((what) => what !== 'find shop')).toEqual([
    ...['kill one by force', 'probe 200', 'kill one by force', 'probe 200', 'close'],
  ]);
  const [first = 0, ...rest] = runs.map(({ entry }) => entry.atUnixMs);
  expect(rest.map((at) => at - first)).toEqual([5000, 10_000, 15_000]);
  expect(runs.map(({ run, entry }) => Date.parse(run.startedAt) - entry.atUnixMs)).toEqual([0, 0, 0, 0]);
  expect(runs.at(-1)?.judgements).toMatchObject([{ name: 'slo', verdict: 'met', n: 2, over: 0 }]);
});

it('takes turns with what is measured', async () => {
  const policy = { plan: planOfPolicy(twice).policy, cluster: cluster() };
  const done = await fakeWatch({
    policy,
    scenarios: [scenario({ warmup: 0, objectives: [] })],
    script: () => ({ answerMs: 1000 }),
    until: (_, seen) => runsIn(seen).length >= 3,
  });
  const order = done.events.flatMap((event) =>
    event.kind === 'ran' || event.kind === 'started' ? [event.scenario] : [],
  );
  expect(order).toEqual(['app', 'shop', 'shop (2)', 'app', 'shop']);
  expect(startsIn(done.events)[0]?.entry.outcome).toBe('answered');
});

it('alerts when too many runs failed for chance, and recovers when the window has passed', async () => {
  const policy = {
    plan: planOfPolicy(`scenarios: [{ name: shop, steps: [{ ${probe} }] }]`).policy,
    cluster: cluster([500, 500, 200]),
  };
  const done = await fakeWatch({
    policy,
    watch: { windowMs: 45_000 },
    script: () => ({ answerMs: 1000 }),
    until: (event) => event.kind === 'alert' && event.alert.status === 'resolved',
  });
  const [firing, resolved] = done.alerts.map(({ alert }) => alert);
  expect(firing).toMatchObject({
    status: 'firing',
    iterations: 2,
    over: 2,
    summary: 'shop: SLO 95% of runs pass is violated',
    description: '2 of 2 runs failed over the last 45 s',
  });
  expect(resolved).toMatchObject({ status: 'resolved', over: 0, id: firing?.id });
  expect(runsIn(done.events)[0]).toMatchObject({
    run: { passed: false, steps: [{ step: 'probeHTTP', message: 'HTTP 500; probed once' }] },
    entry: { outcome: 'failed', values: { total: 'never' } },
  });
});

it('a cluster that is away costs the run and the place, and is no failure of the policy', async () => {
  const away = cluster();
  let probes = 0;
  away.onProbe = () => {
    probes += 1;
    if (probes === 2) throw new PodStartSloError('cluster', 'nothing listens');
  };
  const done = await fakeWatch({
    policy: {
      plan: planOfPolicy(`scenarios: [{ name: shop, steps: [{ ${probe} }] }]`).policy,
      cluster: away,
    },
    script: () => ({ answerMs: 1000 }),
    until: (_, seen) => runsIn(seen).length >= 3,
  });
  expect(runsIn(done.events).map(({ run }) => run.passed)).toEqual([true, true, true]);
  expect(done.events.filter(({ kind }) => kind === 'cluster-error')).toHaveLength(1);
  expect(done.swept).toEqual([]);
  expect(done.spaces).toHaveLength(2);
});
