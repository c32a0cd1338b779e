import { expect, test } from 'vitest';
import { faultBench, unjudged } from '../../../faults/stand-in/bench.ts';
import type { StandInCluster } from '../../../faults/stand-in/stand-in-cluster.ts';

const bench = faultBench();
const pods = '/api/v1/namespaces/shop/pods';
const others = 200;
const flags = [...unjudged, '-n', 'shop', '--no-ask-pod'];

interface Seen {
  /** `POST pods` → how many, over the whole run. */
  requests: Record<string, number>;
  /** Kinds of what came by a watch and is none of the run's. */
  foreign: ReadonlySet<string>;
}

/** Two hundred pods in the same namespace, of which one changes and another is replaced every few milliseconds. */
function churn({ store }: StandInCluster): () => void {
  const labels = { app: 'other' };
  const nameOf = (index: number): string => `other-${index % others}`;
  for (let i = 0; i < others; i++) store.add(pods, { metadata: { name: nameOf(i), labels } });
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
    store.remove(pods, nameOf(turns));
    store.add(pods, { metadata: { name: nameOf(turns), labels } });
    store.change(pods, nameOf(turns + others / 2), (pod) => ({
      ...pod,
      status: { phase: 'Running', turns },
    }));
  }, 5);
  return () => {
    clearInterval(timer);
    expect(turns, 'others have changed meanwhile').toBeGreaterThan(20);
  };
}

async function seenBy(
  more: readonly string[],
  beside: (cluster: StandInCluster) => () => void,
): Promise<Seen> {
  const { cluster } = bench;
  cluster.store.add('/api/v1/namespaces', { metadata: { name: 'shop' } });
  cluster.store.add('/api/v1/namespaces/shop/serviceaccounts', { metadata: { name: 'default' } });
  const foreign = new Set<string>();
  cluster.tamper = (line, { collection, object: { metadata } }) => {
    if (metadata.name.startsWith('other-')) foreign.add(collection.split('/').at(-1) ?? '');
    return [line];
  };
  const before = cluster.asked.length;
  const stop = beside(cluster);
  const run = await bench.run([...flags, ...more]);
  stop();
  expect(run.code, run.stderr).toBe(0);
  const requests: Record<string, number> = {};
  for (const asked of cluster.asked.slice(before)) {
    const [method = '', path = ''] = asked.split(' ');
    // By the clock and not by what is there: renewals of the lease, and looks whether the Service is gone.
    if (method === 'PATCH' || (method === 'GET' && path.includes('/services/'))) continue;
    const what = `${method} ${/\/namespaces\/shop\/([a-z]+)/.exec(path)?.[1] ?? path}`;
    requests[what] = (requests[what] ?? 0) + 1;
  }
  return { requests, foreign };
}

// A busy machine may stall the program where it counts: then the iteration is repeated, rightly.
test.each([
  ['a pod', [], []],
  // Events have no labels to be selected by: in a namespace that others use as well, theirs arrive and are dropped.
  ['a burst of pods', ['--burst', '3'], ['events']],
])(
  '%s costs the same requests whether or not others come and go, and hears nothing of their pods',
  { retry: 2 },
  async (_, more, heard) => {
    const alone = await seenBy(more, () => () => undefined);
    const among = await seenBy(more, churn);
    expect(alone.requests['POST pods']).toBeGreaterThan(0);
    expect(among.requests).toEqual(alone.requests);
    expect([...among.foreign]).toEqual(heard);
  },
);

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
test('the pods of a burst are validated as one', { retry: 2 }, async () => {
  const few = await seenBy(['--burst', '3'], () => () => undefined);
  const many = await seenBy(['--burst', '12'], () => () => undefined);
  expect(difference(many.requests, few.requests)).toEqual({ 'POST pods': 9, 'DELETE pods': 9 });
});

/** Without the connections that are opened for creates that go on at the same time, each with a request. */
function difference(
  many: Readonly<Record<string, number>>,
  few: Readonly<Record<string, number>>,
): Record<string, number> {
  const names = Object.keys({ ...many, ...few }).filter((name) => name !== 'GET /version');
  const all = names.map((name) => [name, (many[name] ?? 0) - (few[name] ?? 0)] as const);
  return Object.fromEntries(all.filter(([, more]) => more !== 0));
}
