import { describe, expect, it } from 'vitest';
import { faultBench, unjudged, type Survived } from './stand-in/bench.ts';

const startMs = 1500;
const bench = faultBench({ startMs });
const expectRightTotal = (run: Survived): void => bench.expectRightTotal(run, startMs);

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe('on a watch', { retry: 2 }, () => {
  it('a garbled line is a gap, and the next step is a list', async () => {
    let isBroken = false;
    bench.cluster.tamper = (line, { collection, type }) => {
      if (isBroken || type !== 'MODIFIED' || !collection.endsWith('/pods')) return [line];
      isBroken = true;
      return [Uint8Array.of(0x7b, 0xff, 0xfe, 0x0a)];
    };
    const run = await bench.run();
    await bench.expectUnharmed(run);
    expectRightTotal(run);
    expect(run.iterations.at(-1)?.watchGaps).toBeGreaterThanOrEqual(1);
    expect(bench.cluster.count(/^GET .*\/pods$/)).toBe(2);
  });

  it('lines that arrive byte by byte are read whole', async () => {
    bench.cluster.tamper = (line) => Array.from(Buffer.from(line), (byte) => Uint8Array.of(byte));
    const run = await bench.run();
    await bench.expectUnharmed(run);
    expectRightTotal(run);
    expect(run.iterations.at(-1)?.watchGaps).toBe(0);
  });

  it('events that come three times change no number', async () => {
    bench.cluster.tamper = (line) => [line, line, line];
    const run = await bench.run();
    await bench.expectUnharmed(run);
    expectRightTotal(run);
    expect(run.iterations.at(-1)?.readyMs).toBeGreaterThanOrEqual(startMs);
  });

  it('an older state that arrives after a newer one takes nothing back', async () => {
    let held: string | null = null;
    bench.cluster.tamper = (line, { collection, type, object }) => {
      if (!collection.endsWith('/pods') || type !== 'MODIFIED') return [line];
      if (object.status?.['phase'] === 'Pending') {
        held = line;
        return [];
      }
      const late = held;
      held = null;
      return late === null ? [line] : [line, late];
    };
    const run = await bench.run();
    await bench.expectUnharmed(run);
    expectRightTotal(run);
    expect(run.iterations.at(-1)?.readyMs).toBeGreaterThanOrEqual(startMs);
  });

  it('a change that never arrives leaves unknown what it would have told, and no more', async () => {
    bench.cluster.tamper = (line, { collection, object }) => {
      const isReady =
        object.status?.['phase'] === 'Running' && object.metadata.deletionTimestamp === undefined;
      return collection.endsWith('/pods') && isReady ? [] : [line];
    };
    const run = await bench.run([...unjudged, '--timeout', '4s', '--objective', 'max <= 3s']);
    expect(run).toMatchObject({ code: 0, result: { verdict: 'met', complete: true } });
    expectRightTotal(run);
    expect(run.iterations.at(-1)).toMatchObject({ outcome: 'answered', readyMs: null });
    await bench.expectNothingLeft();
  });
});

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
it('a start whose pod dies out of sight is never given a number', { retry: 2 }, async () => {
  bench.cluster.tamper = (line, { collection }) => (collection.endsWith('/pods') ? [] : [line]);
  bench.cluster.controllers.isKubeletDead = true;
  const run = await bench.run([...unjudged, '--timeout', '2s', '--objective', 'max <= 1s']);
  expect(run).toMatchObject({ code: 1, result: { verdict: 'violated' } });
  expect(run.iterations[0]).toMatchObject({ outcome: 'timed-out', totalMs: null, readyMs: null });
});
