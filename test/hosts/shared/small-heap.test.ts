import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const module = resolve('src/hosts/shared/small-heap.ts');

/** MB that the heap of a process takes which allocates 40 kB objects, 16 of which it holds at a time for a while. */
function heapMegabytes(before: string): { young: number; all: number } {
  const script = `
    import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
    ${before}
    const held = [];
    let all = 0;
    for (let i = 0; i < 4000; i++) {
      held[i % 256] = Array.from({ length: 1000 }, (_, k) => ({ i, k }));
      all = Math.max(all, getHeapStatistics().total_heap_size / 1e6);
    }
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    console.log(JSON.stringify({ young: space.space_size / 1e6, all }));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return JSON.parse(printed) as { young: number; all: number };
}

test('the heap stays near what is in use', () => {
  const small = heapMegabytes(`import { keepHeapSmall } from ${JSON.stringify(module)}; keepHeapSmall();`);
  const usual = heapMegabytes('');
  expect(small.young).toBeLessThanOrEqual(usual.young / 4);
  expect(small.all).toBeLessThanOrEqual(usual.all * 0.7);
});
