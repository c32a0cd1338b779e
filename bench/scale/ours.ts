import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { quantile } from '../../src/core/quantile.ts';
import type { IterationResult } from '../../src/core/result.ts';
import { cliPath } from '../../test/cluster/support/cli.ts';
import { run } from '../../test/cluster/support/command.ts';
import { environment } from '../../test/cluster/support/environment.ts';
import { makeFolder, readResult } from '../../test/cluster/support/result.ts';
import type { Usage } from './watch-usage.ts';

export interface OurRun {
  usage: Usage;
  /** More than one where the first was invalid, which a busy machine makes it. */
  iterations: readonly IterationResult[];
}

const flagsOfAll = ['--iterations', '1', '--warmup', '0', '--via', 'node-port', '--timeout', '180s'];
const met = 0;
const inconclusive = 4;

/** One run of the built CLI with one iteration, whatever came of it. @throws where it could not be made */
export async function ours(flags: readonly string[], stdin: string): Promise<OurRun> {
  using folder = makeFolder();
  const usage = join(folder.path, 'usage.json');
  const file = join(folder.path, 'result.json');
  const env = { KUBECONFIG: environment().kubeconfig, CI: '', NO_COLOR: '1', PSS_BENCH_USAGE: usage };
  const args = ['--import', preload(folder.path), cliPath, 'run', '-f', '-', ...flagsOfAll, ...flags];
  const ended = await run(process.execPath, [...args, '--export-json', file], {
    stdin,
    env,
    timeoutMs: 400_000,
  });
  if (ended.code !== met && ended.code !== inconclusive)
    throw new Error(`exit code ${ended.code ?? ''}:\n${ended.stdout}\n${ended.stderr}`);
  const iterations = readResult(file).scenarios[0]?.iterations ?? [];
  return { usage: JSON.parse(readFileSync(usage, 'utf8')) as Usage, iterations };
}

/** Without its types: Node would load what takes them away into the process that is measured. */
function preload(folder: string): string {
  const source = readFileSync(join(import.meta.dirname, 'watch-usage.ts'), 'utf8');
  const file = join(folder, 'watch-usage.mjs');
  writeFileSync(file, transformSync(source, { loader: 'ts' }).code);
  return file;
}

/** A sum over the rights that a pattern matches. */
export function sumOf(numbers: Readonly<Record<string, number>>, right: RegExp = /./): number {
  return Object.entries(numbers).reduce((sum, [name, n]) => (right.test(name) ? sum + n : sum), 0);
}

/** What each pod of a burst takes: its creation, its deletion, and being asked. */
const ofPods = /^(create|delete) pods$|^get pods\/proxy$/;

export interface Cost {
  iterations: number;
  cpuSeconds: number;
  rssMegabytes: number;
  requestsPerPod: number;
  /** All others of the run. */
  otherRequests: number;
  watchedMegabytes: number;
}

/** Of several runs, each number's median: how often a pod is told of depends on the moment. */
export async function medianOf(runs: number, measure: () => Promise<Cost>): Promise<Cost> {
  const costs: Cost[] = [];
  while (costs.length < runs) costs.push(await measure());
  const of = (key: keyof Cost): number =>
    quantile(
      costs.map((cost) => cost[key]),
      0.5,
    ) ?? NaN;
  return {
    iterations: of('iterations'),
    cpuSeconds: of('cpuSeconds'),
    rssMegabytes: of('rssMegabytes'),
    requestsPerPod: of('requestsPerPod'),
    otherRequests: of('otherRequests'),
    watchedMegabytes: of('watchedMegabytes'),
  };
}

/** CPU time and requests of each pod are those of one iteration. */
export function costOf({ usage, iterations }: OurRun, pods: number): Cost {
  const all = sumOf(usage.requests);
  const perPod = sumOf(usage.requests, ofPods);
  return {
    iterations: iterations.length,
    cpuSeconds: usage.cpuSeconds / iterations.length,
    rssMegabytes: usage.rssBytes / 1e6,
    requestsPerPod: perPod / pods / iterations.length,
    otherRequests: all - perPod,
    watchedMegabytes: sumOf(usage.bytes, /^watch /) / 1e6 / iterations.length,
  };
}
