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
export async function build(folder: string): Promise<string | null> {
  const { code, output } = await shell(`"${process.execPath}" scripts/build.ts`, folder, limitMs.unit);
  return code === 0 ? null : output;
}

export interface TestRun {
  /** Null where vitest wrote none. */
  report: TestReport | null;
  /** Whether it was ended because its time was up. */
  isLate: boolean;
  limitMs: number;
}

/** Runs the tests of one project in a checkout. */
export async function runTests(folder: string, tests: readonly ExpectedTests[]): Promise<TestRun> {
  const project = tests[0]?.project ?? 'unit';
  const path = join(folder, 'out/mutation.json');
  rmSync(path, { force: true });
  const { code } = await shell(command(project, tests, path), folder, limitMs[project]);
  return { report: read(path), isLate: code === null, limitMs: limitMs[project] };
}

function command(project: ExpectedTests['project'], tests: readonly ExpectedTests[], report: string): string {
  const files = new Set(tests.map(({ file }) => file));
  const names = tests.map(({ only }) => only);
  // A file that runs whole leaves nothing to choose from.
  const filter = names.includes(null) ? [] : ['-t', names.map((name) => `(${name ?? ''})`).join('|')];
  const words = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...files, ...filter];
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

/** Code null: it was ended because its time was up, with all that it had started. */
function shell(
  script: string,
  cwd: string,
  withinMs: number,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', script], {
      cwd,
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
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output });
    });
  });
}
