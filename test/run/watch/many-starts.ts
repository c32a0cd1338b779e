/**
 * A continuous run of very many starts over a fake space, in a process of its own so that its heap can be looked at:
 * `node --expose-gc many-starts.ts STARTS`. Prints, as JSON, the heap in use halfway and at the end.
 */
import { scenarioIn, type WatchChange } from '../../../src/core/watch/state.ts';
import { scenario } from '../fake-run.ts';
import { startFakeWatch } from './fake-watch.ts';

const total = Number(process.argv[2]);
let starts = 0;
const heap: number[] = [];

/** What is in use once all that can go has gone; finalizers run between two turns of the event loop. */
async function heapNow(): Promise<number> {
  for (let round = 0; round < 10; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return process.memoryUsage().heapUsed;
}

async function onSave({ kind }: WatchChange): Promise<void> {
  if (kind !== 'start') return;
  starts += 1;
  if (starts === total / 2 || starts === total) heap.push(await heapNow());
}

const running = startFakeWatch({
  scenarios: [scenario({ objectives: [], warmup: 0, timeoutMs: 30_000 })],
  // 100 starts fit into the window; one in fifty fails the cluster, one in seven is slow, one in thirty times out.
  watch: { slo: '5s', sla: 'max <= 20s', intervalMs: 10_000, windowMs: 1_000_000, jitter: 0.1 },
  script: (count) => {
    if (count % 50 === 0) return new Error('the cluster is away');
    if (count % 30 === 0) return 'silent';
    return { answerMs: count % 7 === 0 ? 6000 : 1000 };
  },
  leaves: () => ['namespace test'],
  until: () => starts >= total,
  onSave,
  keeps: false,
});
await running.ended;
const { window } = scenarioIn(running.watch.state(), 'app');
const { openRuns } = running.watch.state();
console.log(JSON.stringify({ starts, heap, window: window.length, openRuns: openRuns.length }));
