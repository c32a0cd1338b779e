import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { IterationResult, Result } from '../src/core/result.ts';
import { median, row, title } from './print.ts';

const iterations = 15;
const cli = join(import.meta.dirname, '../dist/cli/main.js');

/**
 * What the tool itself adds to each iteration: the time from one first create request to the next, less the pod's own
 * time, the awaited deletion and the wait for the next place in the second.
 */
export async function overheadBench(): Promise<void> {
  title(`overhead per iteration, ms, ${iterations} iterations on the real cluster`);
  const result = await measure();
  const [scenario] = result.scenarios;
  const all = (scenario?.iterations ?? []).filter(({ outcome }) => outcome === 'answered');
  const overheads = all.slice(1, -1).map((iteration, index) => overheadMs(iteration, all[index + 2]));
  const podTimes = all.map(podMs);
  row('overhead, median', median(overheads), '(target 50)');
  row('overhead, largest', Math.max(...overheads), '');
  row(
    'the pod’s own time, median',
    median(podTimes),
    `overhead is ${((median(overheads) / median(podTimes)) * 100).toFixed(1)}% of it`,
  );
  row('awaited deletion, median', median(all.map((each) => each.deletionMs ?? 0)), '');
}

function overheadMs(iteration: IterationResult, next: IterationResult | undefined): number {
  if (next === undefined) return Number.NaN;
  const betweenMs = Date.parse(next.startedAt) - Date.parse(iteration.startedAt);
  return betweenMs - podMs(iteration) - (iteration.deletionMs ?? 0) - next.startWaitMs;
}

/** An iteration is watched until it has answered and is Ready. */
function podMs({ totalMs, readyMs }: IterationResult): number {
  return Math.max(totalMs ?? 0, readyMs ?? 0);
}

async function measure(): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'pod-start-slo-bench-'));
  const file = join(folder, 'result.json');
  const image = process.env['PSS_SLOW_START_IMAGE'] ?? '';
  const kubeconfig = process.env['KUBECONFIG_TEST'] ?? '';
  const args = [
    'run',
    '--kubeconfig',
    kubeconfig,
    '--image',
    image,
    '--image-pull-policy',
    'IfNotPresent',
    '--port',
    '8080',
  ];
  try {
    await promisify(execFile)(process.execPath, [
      cli,
      ...args,
      '--iterations',
      String(iterations),
      '--quiet',
      '--export-json',
      file,
    ]);
    return JSON.parse(await readFile(file, 'utf8')) as Result;
  } finally {
    await rm(folder, { recursive: true });
  }
}

if (import.meta.main) await overheadBench();
