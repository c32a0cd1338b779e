import { expect, test } from 'vitest';
import { OpenWatches } from '../../../src/kube/observe/open-watches.ts';
import type { Blindness, Watch } from '../../../src/kube/watch/watch.ts';
import { FakeClock } from '../../run/fake-space.ts';

const { signal } = new AbortController();

function watchesOf(
  clock: FakeClock,
  upAfterMs: number,
  blind: Blindness | null = null,
): { watches: OpenWatches; renewed: string[] } {
  const watches = new OpenWatches();
  const renewed: string[] = [];
  for (const resource of ['pods', 'endpointslices', 'events']) {
    const watch: Watch = {
      ready: Promise.resolve(),
      renew: () => {
        renewed.push(resource);
        return clock.sleep(upAfterMs);
      },
      blind: resource === 'pods' ? blind : null,
      stop: () => Promise.resolve(),
      gaps: 0,
    };
    watches.add(watch, resource);
  }
  return { watches, renewed };
}

test('a look once more waits for what new streams replay, and passes no event for missed', async () => {
  const clock = new FakeClock();
  const { watches, renewed } = watchesOf(clock, 100);
  const fromMs = clock.nowMs();
  await watches.lookAgain(clock, signal);
  expect(clock.nowMs() - fromMs).toBe(350);
  expect(renewed).toEqual(['pods', 'endpointslices']);
});

test('streams that do not come up are not waited for longer than 2 s', async () => {
  const clock = new FakeClock();
  const { watches } = watchesOf(clock, 60_000);
  const fromMs = clock.nowMs();
  await watches.lookAgain(clock, signal);
  expect(clock.nowMs() - fromMs).toBe(2250);
});

test('a look that is interrupted ends with the reason', async () => {
  const clock = new FakeClock();
  const { watches } = watchesOf(clock, 60_000);
  await expect(watches.lookAgain(clock, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});

test('a watch that sees nothing is told with what it watches', () => {
  const { watches } = watchesOf(new FakeClock(), 0, { sinceMs: 7, reason: 'cut' });
  expect(watches.blind()).toEqual([{ resource: 'pods', sinceMs: 7, reason: 'cut' }]);
});
