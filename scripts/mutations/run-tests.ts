import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExpectedTests } from './mutation.ts';
import type { TestReport } from './outcome.ts';

/** A mutation that makes a test hang is caught, too. */
const limitMs = { unit: 300_000, pages: 300_000, cluster: 900_000, action: 900_000 };

/** What each suite needs in its environment, in the words of package.json. */
const prepare = {
  unit: '',
  pages: 'CHROME_PATH=$(harness/browser) && export CHROME_PATH && ',
  cluster: 'eval "$(harness/env)" && ',
  action: 'eval "$(harness/env)" && ',
};

/** Writes dist/ of a checkout; null, or the last lines of what went wrong. */
export async function build(folder: string, signal: AbortSignal): Promise<string | null> {
  const { code, output } = await shell(`"${process.execPath}" scripts/build.ts`, {
    folder,
    withinMs: limitMs.unit,
    signal,
  });
  return code === 0 ? null : output;
}

export interface TestRun {
  /** Null where vitest wrote none. */
  report: TestReport | null;
  /** Whether it was ended because its time was up. */
  isLate: boolean;
}

/** Runs tests in a checkout. */
export async function runTests(folder: string, tests: ExpectedTests, signal: AbortSignal): Promise<TestRun> {
  const path = join(folder, 'out/mutation.json');
  rmSync(path, { force: true });
  const { code } = await shell(command(tests, path), { folder, withinMs: limitMs[tests.project], signal });
  return { report: read(path), isLate: code === null };
}

function command({ project, file, only }: ExpectedTests, report: string): string {
  const filter = only === null ? [] : ['-t', only];
  // The sources are the same from run to run, but for one file.
  const cache = '--experimental.fsModuleCache=true';
  const words = ['node_modules/vitest/vitest.mjs', 'run', '--project', `${project}*`, cache, file, ...filter];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return `${prepare[project]}exec ${[process.execPath, ...words, ...reporters].map(quoted).join(' ')}`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function read(report: string): TestReport | null {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as TestReport;
  } catch {
    return null;
  }
}

interface ShellOptions {
  folder: string;
  withinMs: number;
  signal: AbortSignal;
}

/** Code null: it was ended because its time was up, with all that it had started. @throws the signal's reason */
function shell(
  script: string,
  { folder, withinMs, signal }: ShellOptions,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that all of it can be ended.
    const child = spawn('bash', ['-c', script], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const endGroup = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(endGroup, withinMs);
    signal.addEventListener('abort', endGroup, { once: true });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', endGroup);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve({ code, output });
    });
  });
}
