/**
 * Runs a suite several times and prints the tests that did not come out alike:
 * `node scripts/flaky/main.ts SUITE RUNS`. Exit code 1 when there are any, or one needed a retry. The report of each run
 * stays in out/tests/flaky.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { renderUnsteady, unsteadyIn, type RunReport } from './compare.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'out/tests/flaky');

const [suite = 'unit', count = '5'] = process.argv.slice(2);
const runs = Number(count);
if (!/^[a-z-]+$/.test(suite) || !Number.isInteger(runs) || runs < 2) {
  console.error('usage: node scripts/flaky/main.ts SUITE RUNS (a suite such as cluster, and 2 runs or more)');
  process.exit(2);
}
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const reports = Array.from({ length: runs }, (_, index) => runOnce(index + 1));
const unsteady = unsteadyIn(reports, (path) => relative(root, path));
console.log(renderUnsteady(unsteady, runs));
if (unsteady.length > 0) process.exitCode = 1;

/** @throws Error where the suite left no report */
function runOnce(run: number): RunReport {
  const report = join(root, `out/tests/${suite}.json`);
  rmSync(report, { force: true });
  console.error(`run ${run} of ${runs}: npm run test:${suite}`);
  const { status } = spawnSync('npm', ['run', '--silent', `test:${suite}`], { cwd: root, stdio: 'inherit' });
  console.error(`run ${run} of ${runs} ended with exit code ${status ?? 'of a signal'}`);
  const kept = join(folder, `${suite}-${run}.json`);
  copyFileSync(report, kept);
  return JSON.parse(readFileSync(kept, 'utf8')) as RunReport;
}
