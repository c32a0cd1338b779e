import { expect, test } from 'vitest';
import { event, failure, item, json, list, silence, watch } from '../scripted-api-server.ts';
import { change, lists, soon, watchBench, watches } from './watch-bench.ts';

const bench = watchBench();

test('it lists, watches from the version of the list and passes changes on as they arrive', async () => {
  bench.server.on(lists, list(10, item('a', 3))).on(watches, watch([]));
  const seen = bench.start({ labelSelector: 'run=1' });
  await seen.watching.ready;
  expect(seen.syncs).toEqual([{ names: ['a'], sinceMs: null }]);
  bench.server.send(watches, event('ADDED', item('b', 11)));
  bench.server.send(watches, event('MODIFIED', item('a', 12)));
  bench.server.send(watches, event('DELETED', item('b', 13)));
  await soon(() => expect(seen.changes).toHaveLength(3));
  expect(seen.changes).toEqual([
    change('ADDED', 'b', 11, 'watch'),
    change('MODIFIED', 'a', 12, 'watch'),
    change('DELETED', 'b', 13, 'watch'),
  ]);
  const [asked] = bench.server.askedFor(watches);
  expect(Object.fromEntries(asked?.query ?? [])).toMatchObject({
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion: '10',
    labelSelector: 'run=1',
  });
  expect(bench.server.askedFor(lists)[0]?.query.get('labelSelector')).toBe('run=1');
  expect(seen.watching.gaps).toBe(0);
});

test('repeated events are passed on once', async () => {
  const twice = event('ADDED', item('a', 11));
  bench.server
    .on(lists, list(10))
    .on(watches, watch([twice, twice, event('DELETED', item('a', 12)), event('DELETED', item('a', 12))]));
  const seen = bench.start();
  await soon(() => expect(seen.changes).toHaveLength(2));
  bench.server.send(watches, event('ADDED', item('end', 13)));
  await soon(() => expect(seen.changes).toHaveLength(3));
  expect(seen.changes.map(({ type }) => type)).toEqual(['ADDED', 'DELETED', 'ADDED']);
});

test('streams that end at once are reopened ever more slowly', async () => {
  bench.server.on(lists, list(10)).on(watches, watch([], 'end'));
  const seen = bench.start();
  await soon(() => expect(seen.sleeps.length).toBeGreaterThanOrEqual(8));
  expect(seen.sleeps.slice(0, 8)).toEqual([50, 100, 200, 400, 800, 1600, 2000, 2000]);
});

test('a stream head that never comes is given up', async () => {
  bench.server.on(lists, list(10)).on(watches, silence, watch([]));
  await bench.start({ idleMs: 40 }).watching.ready;
  expect(bench.server.count(watches)).toBe(2);
});

test('a character cut by the network arrives whole', async () => {
  bench.server.on(lists, list(10)).on(watches, watch([]));
  const seen = bench.start();
  await seen.watching.ready;
  const bytes = Buffer.from(`${JSON.stringify(event('ADDED', item('grün', 11)))}\n`);
  const middle = bytes.indexOf(0xc3) + 1;
  bench.server.send(watches, bytes.subarray(0, middle));
  await new Promise((resolve) => setTimeout(resolve, 20));
  bench.server.send(watches, bytes.subarray(middle));
  await soon(() => expect(seen.changes).toEqual([change('ADDED', 'grün', 11, 'watch')]));
});

test('a throttled watch waits as long as the server asks', async () => {
  bench.server
    .on(lists, list(10))
    .on(watches, failure(429, 'TooManyRequests', 'slow down', { 'retry-after': '7' }), watch([]));
  const seen = bench.start();
  await seen.watching.ready;
  expect(seen.sleeps).toEqual([7000]);
});

test('a throttled list waits and is counted', async () => {
  bench.server
    .on(lists, failure(429, 'TooManyRequests', 'slow down', { 'retry-after': '0' }), list(10))
    .on(watches, watch([]));
  await bench.start().watching.ready;
  expect(bench.api.stats.throttled).toBe(1);
});

test('a refusal of the first list ends it with the words of the server', async () => {
  bench.server.on(
    lists,
    failure(403, 'Forbidden', 'pods is forbidden: User "me" cannot list resource "pods"'),
  );
  await expect(bench.start().watching.ready).rejects.toMatchObject({
    code: 'cluster',
    message: 'watching pods: pods is forbidden: User "me" cannot list resource "pods"',
    facts: { status: 403 },
  });
});

test('a refusal of the first watch ends it too', async () => {
  bench.server.on(lists, list(10)).on(watches, failure(403, 'Forbidden', 'cannot watch'));
  await expect(bench.start().watching.ready).rejects.toMatchObject({
    code: 'cluster',
    facts: { status: 403 },
  });
});

test('an answer that is not the API is not taken for an empty list', async () => {
  bench.server.on(lists, json(200, 'login page')).on(watches, watch([]));
  const seen = bench.start();
  await expect(seen.watching.ready).rejects.toMatchObject({
    code: 'cluster',
    message: expect.stringContaining('something else than a list') as string,
  });
  expect(seen.syncs).toEqual([]);
});

test('it stops while the connection is being made', async () => {
  bench.server.on(lists, silence);
  const seen = bench.start();
  await seen.watching.stop();
  await expect(seen.watching.ready).rejects.toThrow('watching pods was stopped');
});

test('it stops while a stream is open, without a gap', async () => {
  bench.server.on(lists, list(10)).on(watches, watch([]));
  const seen = bench.start();
  await seen.watching.ready;
  await seen.watching.stop();
  expect(seen.gaps).toEqual([]);
});

test('an abort ends it with its reason', async () => {
  bench.server.on(lists, silence);
  const seen = bench.start();
  const reason = new Error('interrupted');
  bench.aborter.abort(reason);
  await expect(seen.watching.ready).rejects.toBe(reason);
});
