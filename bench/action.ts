import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { IterationResult, Result } from '../src/core/result.ts';
import { median, row, title } from './print.ts';

const rounds = 3;
const iterations = 10;
const root = join(import.meta.dirname, '..');
const main = join(root, 'dist/action/main.js');
const run = promisify(execFile);

/** What the action costs over what has to happen anyway: a cluster is made, the image loaded, and pods start. */
export async function actionBench(): Promise<void> {
  await weightBench();
  title(
    `the action on a kind cluster of its own, ms, ${iterations} starts, median of ${rounds} rounds taken in turn`,
  );
  const actions: Spent[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round++) {
    actions.push(await timeAction());
    bare.push(await timeBareCluster());
  }
  const mid = (value: (spent: Spent) => number): number => median(actions.map(value));
  const own = mid((spent) => spent.verdictMs - spent.waitsMs - spent.deletionsMs);
  const needed = median(bare) + mid((spent) => spent.podsMs);
  row('kind alone, until pods are admitted', median(bare), '');
  row(
    'the pods’ own time',
    mid((spent) => spent.podsMs),
    '',
  );
  row('the action to its verdict', own, `${(own / needed).toFixed(3)} × these two (target 1.05)`);
  row(
    'apart: waits for the place in the second',
    mid((spent) => spent.waitsMs),
    '',
  );
  row(
    'apart: awaited deletions',
    mid((spent) => spent.deletionsMs),
    '',
  );
}

/** How much a runner downloads, and how long it takes from the start of Node to the first line in the log. */
export async function weightBench(): Promise<void> {
  title(`the action’s bundle, median of ${rounds * 5} rounds`);
  const files = await readdir(join(root, 'dist/action'), { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => stat(join(parentPath, name)));
  const bytes = (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
  console.log(`  ${'dist/action'.padEnd(36)} ${(bytes / 1e6).toFixed(2).padStart(9)}  MB`);
  const times = { bare: [] as number[], first: [] as number[] };
  for (let round = 0; round < rounds * 5; round++) {
    times.bare.push(await timeToFirstLine(['-e', 'console.log(1)'], {}));
    // Without an image it refuses, which is the first that it says.
    times.first.push(await timeToFirstLine([main], {}));
  }
  row('bare node, first line', median(times.bare), '');
  row(
    'the action, first line',
    median(times.first),
    `+${(median(times.first) - median(times.bare)).toFixed(0)} ms`,
  );
}

interface Spent {
  verdictMs: number;
  podsMs: number;
  waitsMs: number;
  deletionsMs: number;
}

async function timeAction(): Promise<Spent> {
  const folder = await mkdtemp(join(tmpdir(), 'pod-start-slo-bench-'));
  try {
    const inputs = {
      ...{ 'KIND-CONFIG': process.env['PSS_KIND_CONFIG'], 'NODE-IMAGE': process.env['PSS_NODE_IMAGE'] },
      ...{ IMAGE: process.env['PSS_SLOW_START_IMAGE'], 'LOAD-IMAGES': process.env['PSS_SLOW_START_IMAGE'] },
      ...{ PORT: '8080', ITERATIONS: String(iterations), OBJECTIVES: 'p95 <= 30s' },
    };
    const env = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name}`, value]));
    const patterns = [/^deleting what was created/m, /^MET /m];
    const [deletingMs = 0, verdictMs = 0] = await timeToLines(patterns, [main], {
      ...env,
      RUNNER_TEMP: folder,
    });
    const spent = spentIn(await resultIn(folder));
    // At the end the namespace and the cluster are deleted, before the verdict is told.
    return { verdictMs, ...spent, deletionsMs: spent.deletionsMs + verdictMs - deletingMs };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function resultIn(folder: string): Promise<Result> {
  const parent = join(folder, 'pod-start-slo');
  const [name = ''] = (await readdir(parent)).filter((each) => each.startsWith('run-'));
  return JSON.parse(await readFile(join(parent, name, 'result.json'), 'utf8')) as Result;
}

function spentIn(result: Result): Omit<Spent, 'verdictMs'> {
  const all = result.scenarios.flatMap((scenario) => scenario.iterations);
  const sum = (value: (iteration: IterationResult) => number): number =>
    all.reduce((total, iteration) => total + value(iteration), 0);
  return {
    podsMs: sum((iteration) => podMs(iteration, all[all.indexOf(iteration) + 1])),
    waitsMs: sum(({ startWaitMs }) => startWaitMs),
    deletionsMs: sum(({ deletionMs }) => deletionMs ?? 0),
  };
}

/** Until it has answered and is Ready. What an invalid one took is seen from when the next one began. */
function podMs(iteration: IterationResult, next: IterationResult | undefined): number {
  if (iteration.totalMs !== null) return Math.max(iteration.totalMs, iteration.readyMs ?? 0);
  if (next === undefined) return 0;
  const betweenMs = Date.parse(next.startedAt) - Date.parse(iteration.startedAt);
  return betweenMs - (iteration.deletionMs ?? 0) - next.startWaitMs;
}

/**
 * `kind create cluster` until its nodes are Ready, `kind load`, and until a pod would be admitted: a namespace gets its
 * service account some seconds after a new cluster is Ready. Deleting the cluster is not timed.
 */
async function timeBareCluster(): Promise<number> {
  const name = `bench-${process.pid}`;
  const folder = await mkdtemp(join(tmpdir(), 'pod-start-slo-bench-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const image = process.env['PSS_NODE_IMAGE'] ?? '';
  await writeFile(kubeconfig, '');
  const fromMs = performance.now();
  try {
    const settings = [
      '--config',
      process.env['PSS_KIND_CONFIG'] ?? '',
      ...(image === '' ? [] : ['--image', image]),
    ];
    await run('kind', [
      'create',
      'cluster',
      '--name',
      name,
      '--wait',
      '2m',
      '--kubeconfig',
      kubeconfig,
      ...settings,
    ]);
    await run('kind', ['load', 'docker-image', process.env['PSS_SLOW_START_IMAGE'] ?? '', '--name', name]);
    await waitForServiceAccount(kubeconfig);
    return performance.now() - fromMs;
  } finally {
    await run('kind', ['delete', 'cluster', '--name', name, '--kubeconfig', kubeconfig]);
    await rm(folder, { recursive: true });
  }
}

async function waitForServiceAccount(kubeconfig: string): Promise<void> {
  const ask = [
    '--kubeconfig',
    kubeconfig,
    'get',
    'serviceaccount',
    'default',
    '--ignore-not-found',
    '--output=name',
  ];
  while ((await run('kubectl', ask)).stdout === '') await sleep(50);
}

async function timeToFirstLine(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [firstMs = 0] = await timeToLines([/\n/], args, env);
  return firstMs;
}

/** Until the output of a program matches each; resolves when it has ended. @throws where one never does */
async function timeToLines(
  patterns: readonly RegExp[],
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number[]> {
  const fromMs = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const foundMs = new Map<RegExp, number>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    for (const pattern of patterns)
      if (!foundMs.has(pattern) && pattern.test(output)) foundMs.set(pattern, performance.now() - fromMs);
  });
  await new Promise((resolve) => child.on('close', resolve));
  return patterns.map((pattern) => {
    const ms = foundMs.get(pattern);
    if (ms === undefined) throw new Error(`it never said ${String(pattern)}:\n${output}`);
    return ms;
  });
}

if (import.meta.main) await actionBench();
