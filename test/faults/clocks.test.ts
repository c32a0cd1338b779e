import { describe, expect, it } from 'vitest';
import { faultBench } from './stand-in/bench.ts';

const hourMs = 3_600_000;
const startMs = 800;

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe.each([
  ['an hour ahead', hourMs],
  ['an hour behind', -hourMs],
])('a cluster whose clock is %s', { retry: 2 }, (_, clockAheadMs) => {
  const bench = faultBench({ clockAheadMs, startMs });

  it('blurs no number: its stamps are compared with each other alone, and the difference is told', async () => {
    const run = await bench.run();
    await bench.expectUnharmed(run);
    const [start] = run.iterations;
    expect(start?.totalMs).toBeGreaterThanOrEqual(startMs);
    expect(start?.totalMs).toBeLessThan(startMs + 1500);
    expect(start?.phases.containerStartMs).toBeGreaterThanOrEqual(0);
    expect(start?.phases.containerStartMs).toBeLessThan(1000);
    const { clockSkewMs, clockSkewResolutionMs } = run.result?.measurement ?? {};
    expect(Math.abs((clockSkewMs ?? NaN) - clockAheadMs)).toBeLessThanOrEqual(
      (clockSkewResolutionMs ?? 0) + 1,
    );
  });
});

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe.each([
  ['forwards', hourMs],
  ['backwards', -hourMs],
])('a wall clock of the runner that jumps an hour %s in the middle of a start', { retry: 2 }, (_, jumpMs) => {
  const bench = faultBench({ startMs });

  it('changes no number', async () => {
    // The clock of the machine is not ours to set: what the program is told of it jumps, once the pod is being made.
    const jump = `const now = Date.now; Date.now = () => now() + (performance.now() > 1200 ? ${jumpMs} : 0);`;
    const run = await bench.run(undefined, {
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(jump)}` },
    });
    await bench.expectUnharmed(run);
    expect(run.iterations[0]?.totalMs).toBeGreaterThanOrEqual(startMs);
    expect(run.iterations[0]?.totalMs).toBeLessThan(startMs + 1500);
  });
});
