import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const program = join(import.meta.dirname, 'many-starts.ts');

it(
  '6,000 starts later the heap is as large as before, and the window as long',
  { timeout: 120_000 },
  async () => {
    const { stdout } = await run(process.execPath, ['--expose-gc', program, '6000']);
    const { starts, heap, window, openRuns } = JSON.parse(stdout) as {
      starts: number;
      heap: [number, number];
      window: number;
      openRuns: number;
    };
    expect(starts).toBe(6_000);
    expect(window).toBeLessThanOrEqual(110);
    expect(openRuns).toBeLessThanOrEqual(1);
    // 3000 starts in between: some 130 bytes kept of each would show.
    const [before, after] = heap;
    expect(after - before).toBeLessThan(400_000);
  },
);
