import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { boundedEach } from '../../../src/kube/api/bounded.ts';

it('something is done for each, in their order, never more than so many at a time', async () => {
  const begun: number[] = [];
  let now = 0;
  let most = 0;
  await boundedEach([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    begun.push(item);
    most = Math.max(most, (now += 1));
    await sleep(5);
    now -= 1;
  });
  expect({ begun, most }).toEqual({ begun: [1, 2, 3, 4, 5, 6, 7], most: 3 });
});

it('nothing is begun after a failure, and what is under way has ended when it is told', async () => {
  const ended: number[] = [];
  const begun: number[] = [];
  const all = boundedEach([1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item);
    if (item === 1) throw new Error('no');
    await sleep(20);
    ended.push(item);
  });
  await expect(all).rejects.toThrow('no');
  expect({ begun, ended }).toEqual({ begun: [1, 2], ended: [2] });
});

it('nothing is done for nothing', async () => {
  await boundedEach([], 10, () => Promise.reject(new Error('never')));
});
