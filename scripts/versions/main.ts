/**
 * Runs the tests of test/versions on a cluster of each version of Kubernetes that the harness can create, one after the
 * other, and prints a table: `node scripts/versions/main.ts [VERSION …]`. Exit code 1 when a test failed, or a cluster
 * did not start. The tests' cluster is of the last version afterwards.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isKept, mergeReports, renderVersions, type SuiteReport, type VersionRun } from './reports.ts';

const root = resolve(import.meta.dirname, '../..');
const file = join(root, 'out/tests/versions.json');

const named = process.argv.slice(2);
const runs = (named.length > 0 ? named : knownVersions()).map(runOn);
mkdirSync(join(root, 'out/tests'), { recursive: true });
writeFileSync(file, JSON.stringify(mergeReports(runs)));
// It is of the last version alone.
rmSync(file.replace(/\.json$/, '.idle.json'), { force: true });
console.log(renderVersions(runs));
if (!runs.every(isKept)) process.exitCode = 1;

/** @throws Error where the harness does not say */
function knownVersions(): string[] {
  const { status, stdout } = spawnSync('harness/cluster', ['versions'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error('harness/cluster versions failed');
  return stdout.trim().split('\n');
}

function runOn(version: string): VersionRun {
  const startedMs = performance.now();
  rmSync(file, { force: true });
  console.error(`Kubernetes ${version}`);
  const trouble = failing(version, 'harness/cluster', ['up', '--for', 'cluster'])
    ? 'its cluster did not start'
    : null;
  if (trouble === null) failing(version, 'npm', ['run', '--silent', 'test:versions']);
  const report = trouble === null ? readReport() : null;
  return { version, report, trouble, tookMs: performance.now() - startedMs };
}

/** Whether a command fails; what it prints goes to standard error. */
function failing(version: string, command: string, args: readonly string[]): boolean {
  const env = { ...process.env, KUBERNETES_VERSION: version };
  const { status } = spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 2, 2] });
  return status !== 0;
}

function readReport(): SuiteReport | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SuiteReport;
  } catch {
    return null;
  }
}
