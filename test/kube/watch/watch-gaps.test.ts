import { expect, test } from 'vitest';
import { event, failure, hangUp, item, list, watch } from '../scripted-api-server.ts';
import { change, lists, soon, watchBench, watches } from './watch-bench.ts';

const bench = watchBench();

test('after a normal end it goes on from the last version, bookmarks included, and reports the gap', async () => {
  const first = [event('ADDED', item('a', 11)), event('BOOKMARK', { metadata: { resourceVersion: '40' } })];
  bench.server.on(lists, list(10)).on(watches, watch(first, 'end'), watch([event('ADDED', item('b', 41))]));
  const seen = bench.start();
  await soon(() => expect(seen.changes).toHaveLength(2));
  expect(seen.changes[1]).toEqual(change('ADDED', 'b', 41, 'list'));
  expect(bench.server.askedFor(watches).map(({ query }) => query.get('resourceVersion'))).toEqual([
    '10',
    '40',
  ]);
  expect(bench.server.count(lists)).toBe(1);
  expect(seen.gaps).toHaveLength(1);
  const [gap] = seen.gaps;
  expect(gap?.reason).toBe('the server ended the watch');
  expect(seen.stamps[1]?.seen).toEqual({ by: 'list', sinceMs: gap?.sinceMs });
  expect(gap?.untilMs).toBeGreaterThanOrEqual(gap?.sinceMs ?? Infinity);
});

test.each([
  ['the status', failure(410, 'Expired', 'too old resource version: 10 (20)')],
  [
    'an event',
    watch([event('ERROR', { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' })], 'end'),
  ],
])('an expired version told by %s leads to a list whose differences are changes', async (_, expired) => {
  bench.server
    .on(
      lists,
      list(10, item('stays', 1), item('changes', 2), item('goes', 3)),
      list(30, item('stays', 1), item('changes', 25), item('comes', 26)),
    )
    .on(watches, watch([], 'end'), expired, watch([]));
  const seen = bench.start();
  await soon(() => expect(bench.server.count(watches)).toBe(3));
  await soon(() => expect(seen.gaps.at(-1)?.reason).toContain('too old'));
  expect(seen.changes).toEqual([
    change('DELETED', 'goes', 3, 'list'),
    change('MODIFIED', 'changes', 25, 'list'),
    change('ADDED', 'comes', 26, 'list'),
  ]);
  expect(seen.syncs).toEqual([
    { names: ['stays', 'changes', 'goes'], sinceMs: null },
    { names: ['stays', 'changes', 'comes'], sinceMs: seen.gaps[0]?.sinceMs },
  ]);
  const [firstEnd] = seen.gaps;
  expect(seen.gaps.every(({ sinceMs }) => sinceMs === firstEnd?.sinceMs)).toBe(true);
  expect(bench.server.askedFor(watches).at(-1)?.query.get('resourceVersion')).toBe('30');
});

test('an object replaced under its old name is a deletion and an addition', async () => {
  const successor = { metadata: { name: 'a', uid: 'other', resourceVersion: '20' } };
  bench.server
    .on(lists, list(10, item('a', 1)), list(21, successor))
    .on(watches, failure(410, 'Gone', 'gone'), watch([]));
  const seen = bench.start();
  await seen.watching.ready;
  // Before the first stream was up nothing was lost: the second list simply takes the place of the first.
  expect(seen.syncs).toHaveLength(2);
  bench.server.on(watches, failure(410, 'Gone', 'gone'), watch([])).on(lists, list(31, item('a', 30)));
  bench.server.end(watches);
  await soon(() => expect(seen.changes).toHaveLength(2));
  expect(seen.changes.map(({ type, version }) => `${type} ${version}`)).toEqual(['DELETED 20', 'ADDED 30']);
});

test('a connection that went silent is replaced, and what was missed meanwhile makes it a gap', async () => {
  bench.server
    .on(lists, list(10))
    .on(watches, watch([event('ADDED', item('a', 11))]), watch([event('MODIFIED', item('a', 12))]));
  const seen = bench.start({ idleMs: 60 });
  await soon(() => expect(seen.changes).toHaveLength(2));
  expect(seen.changes[1]).toEqual(change('MODIFIED', 'a', 12, 'list'));
  expect(seen.gaps[0]?.reason).toBe('no byte came for 0.06 s');
  expect(seen.gaps[0]?.sinceMs).toBe(seen.stamps[0]?.receivedMs);
});

test('a stream in doubt is renewed, and what was missed on it makes it a gap', async () => {
  bench.server.on(lists, list(10)).on(watches, watch([]), watch([event('ADDED', item('b', 12))]), watch([]));
  const seen = bench.start();
  await seen.watching.ready;
  await seen.watching.renew();
  expect(bench.server.count(watches)).toBe(2);
  await soon(() => expect(seen.changes).toHaveLength(1));
  expect(seen.gaps).toMatchObject([{ reason: 'nothing came of what was waited for' }]);
  await seen.watching.renew();
  expect(bench.server.count(watches)).toBe(3);
  expect(seen.watching.gaps).toBe(1);
});

test('a silence in which nothing happened is no gap', async () => {
  bench.server.on(lists, list(10)).on(watches, watch([]));
  const seen = bench.start({ idleMs: 30 });
  await soon(() => expect(bench.server.count(watches)).toBeGreaterThan(2));
  await seen.watching.stop();
  expect(seen.watching.gaps).toBe(0);
});

test('a broken connection is a gap since the last byte', async () => {
  bench.server.on(lists, list(10)).on(watches, watch([]), watch([event('ADDED', item('b', 12))]));
  const seen = bench.start();
  await seen.watching.ready;
  bench.server.send(watches, event('ADDED', item('a', 11)));
  await soon(() => expect(seen.changes).toHaveLength(1));
  bench.server.destroy(watches);
  await soon(() => expect(seen.changes).toHaveLength(2));
  expect(seen.gaps[0]?.sinceMs).toBe(seen.stamps[0]?.receivedMs);
  expect(bench.server.askedFor(watches)[1]?.query.get('resourceVersion')).toBe('11');
});

test('a garbled line is a gap, and the next step is a list', async () => {
  bench.server
    .on(lists, list(10), list(20, item('a', 15)))
    .on(watches, watch(['{"type":"ADDED","object":{"metad\n']), watch([]));
  const seen = bench.start();
  await soon(() => expect(seen.gaps).toHaveLength(1));
  expect(seen.gaps[0]?.reason).toContain('cannot be read');
  expect(seen.changes).toEqual([change('ADDED', 'a', 15, 'list')]);
});

test('a refusal later on is waited out', async () => {
  bench.server
    .on(lists, list(10))
    .on(
      watches,
      watch([], 'end'),
      failure(401, 'Unauthorized', 'expired'),
      hangUp,
      watch([event('ADDED', item('a', 11))]),
    );
  const seen = bench.start();
  await soon(() => expect(seen.changes).toEqual([change('ADDED', 'a', 11, 'list')]));
  expect(seen.watching.gaps).toBe(1);
});

test('a gap that is open at the end is reported', async () => {
  bench.server.on(lists, list(10)).on(watches, watch([]), hangUp);
  const seen = bench.start();
  await seen.watching.ready;
  bench.server.end(watches);
  await soon(() => expect(bench.server.count(watches)).toBeGreaterThan(1));
  await seen.watching.stop();
  expect(seen.gaps).toHaveLength(1);
});
