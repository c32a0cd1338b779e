import { expect, it } from 'vitest';
import { printed } from '../cluster/support/waiting.ts';
import { faultBench, unjudged } from './stand-in/bench.ts';

const bench = faultBench({ startMs: 20_000 });

it('a node that goes NotReady in the middle of a start makes it invalid at once, also where it comes back', async () => {
  const flags = ['--timeout', '15s', '--objective', 'max <= 12s', '--max-duration', '4s', '--watch-pods'];
  const started = bench.start([...unjudged, ...flags]);
  await printed(started, /Pending|ContainerCreating/);
  const { controllers, store } = bench.cluster;
  const pods = store.collections().find((each) => each.endsWith('/pods')) ?? '';
  controllers.loseNode(pods, 'app');
  await printed(started, /Terminating/);
  await controllers.regainNode(pods);
  const run = await bench.ended(started);
  expect(run.code).toBe(4);
  expect(run.stderr).toContain('invalid: NodeNotReady');
  expect(run.iterations[0]).toMatchObject({
    ...{ outcome: 'invalid', totalMs: null, reason: 'NodeNotReady', message: 'node node-1 went NotReady' },
  });
  expect(run.result).toMatchObject({ verdict: 'inconclusive' });
  await bench.expectNothingLeft();
});
