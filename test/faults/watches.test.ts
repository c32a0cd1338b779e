import { describe, expect, it } from 'vitest';
import { failure } from '../kube/scripted-api-server.ts';
import { printed } from '../cluster/support/waiting.ts';
import { faultBench, oneStart, unjudged, type Survived } from './stand-in/bench.ts';

const startMs = 1500;
const bench = faultBench({ startMs });

const watchPods = /^WATCH .*\/pods$/;

/** Runs a start, and does something to the cluster in the middle of it. */
async function disturbed(disturb: () => void | Promise<void>, args = oneStart): Promise<Survived> {
  const started = bench.start([...args, '--watch-pods']);
  await printed(started, /Pending|ContainerCreating/);
  await disturb();
  return bench.ended(started);
}

const expectRightTotal = (run: Survived): void => bench.expectRightTotal(run, startMs);

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe('in the middle of a start', { retry: 2 }, () => {
  it('watches that are cut go on, and the gap is told', async () => {
    const run = await disturbed(() => bench.cluster.breakWatches());
    await bench.expectUnharmed(run);
    expectRightTotal(run);
    expect(run.iterations.at(-1)?.watchGaps).toBeGreaterThanOrEqual(1);
  });

  it('an API server that restarts costs nothing but exactness', async () => {
    const run = await disturbed(() => bench.cluster.restart(500));
    expect(run).toMatchObject({ code: 0, result: { verdict: 'met', complete: true } });
    expectRightTotal(run);
    expect(run.iterations.at(-1)?.watchGaps).toBeGreaterThanOrEqual(1);
    await bench.expectNothingLeft();
  });

  it.each([
    ['as a status', failure(410, 'Expired', 'too old resource version')],
    [
      'in the stream',
      (response: Parameters<ReturnType<typeof failure>>[0]) => {
        const object = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' };
        response.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
      },
    ],
  ])('a version that has expired, told %s, leads to a new list', async (_, expired) => {
    const run = await disturbed(() => {
      bench.cluster.inject(watchPods, (response, asked) => expired(response, asked));
      bench.cluster.breakWatches();
    });
    await bench.expectUnharmed(run);
    expectRightTotal(run);
    expect(run.iterations.at(-1)?.readyMs).not.toBeNull();
    expect(bench.cluster.count(/^GET .*\/pods$/)).toBe(2);
  });

  it('watches that end at once again and again are opened ever more slowly', async () => {
    const run = await disturbed(() => {
      bench.cluster.inject(watchPods, (response) => void response.writeHead(200).end(), 5);
      bench.cluster.breakWatches();
    });
    await bench.expectUnharmed(run);
    expectRightTotal(run);
    // The first, five that end at once, and the one that stays: 50, 100, 200, 400 and 800 ms apart.
    expect(bench.cluster.count(watchPods)).toBeLessThanOrEqual(8);
  });
});

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe('of a start whose watches fail it until time is up', { retry: 2 }, () => {
  const promised = ['--timeout', '4s', '--objective', 'max <= 3s', '--objective', 'ready max <= 3s'];

  async function expectUnknownReady(run: Survived): Promise<void> {
    expect(run).toMatchObject({ code: 4, result: { verdict: 'inconclusive', complete: true } });
    expectRightTotal(run);
    expect(run.iterations.at(-1)).toMatchObject({ outcome: 'answered', readyMs: null });
    expect(run.iterations.at(-1)?.watchGaps).toBeGreaterThanOrEqual(1);
    const verdicts = run.result?.scenarios[0]?.objectives.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['met', 'inconclusive']);
    await bench.expectNothingLeft();
  }

  it('and cannot be had again, it is unknown when it was Ready', async () => {
    const args = [...unjudged, ...promised];
    const run = await disturbed(() => {
      // Up to 2 s apart: for longer than the start may take, and not for ever.
      bench.cluster.inject(watchPods, failure(503, 'ServiceUnavailable', 'away'), 8);
      bench.cluster.breakWatches();
    }, args);
    await expectUnknownReady(run);
  });

  it('without a word, what they missed is seen then, and that it may have come earlier', async () => {
    bench.cluster.tamper = (line, { collection, object }) => {
      const isDead = bench.cluster.count(watchPods) === 1 && object.status?.['phase'] === 'Running';
      return collection.endsWith('/pods') && isDead ? [] : [line];
    };
    await expectUnknownReady(await bench.run([...unjudged, ...promised]));
  });
});
