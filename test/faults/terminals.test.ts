import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printed, waitFor } from '../cluster/support/waiting.ts';
import { faultBench, oneStart } from './stand-in/bench.ts';

const bench = faultBench({ startMs: 1500 });
const hasTerminals = canRun('script', '--version');

if (!hasTerminals) console.warn('skipped, since there is no program script of util-linux: terminals');

function canRun(program: string, argument: string): boolean {
  try {
    execFileSync(program, [argument], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function quoted(command: readonly string[]): string {
  return command.map((part) => `'${part.replaceAll("'", String.raw`'\''`)}'`).join(' ');
}

/** In a new terminal, in which a shell runs this; `"$@"` is the program. The terminal has 0 columns unless it gets more. */
function inTerminal(shell: string): (command: readonly string[]) => readonly string[] {
  return (command) => ['script', '-qec', `set -- ${quoted(command)}; ${shell}`, '/dev/null'];
}

const podCreated = (): boolean => bench.cluster.count(/^POST .*\/pods/) > 0;

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe('a signal in the middle of a start', { retry: 2 }, () => {
  it.each([
    { signal: 'SIGHUP', code: 129 },
    { signal: 'SIGQUIT', code: 131 },
  ] as const)('$signal deletes what was created, and exits with $code', async ({ signal, code }) => {
    const started = bench.start([...oneStart, '--watch-pods']);
    await printed(started, /Pending|ContainerCreating/);
    started.child.kill(signal);
    const run = await bench.ended(started);
    expect(run.code).toBe(code);
    expect(run.result).toMatchObject({ complete: false });
    await bench.expectNothingLeft();
  });

  it.each([
    ['nohup', (command: readonly string[]) => ['bash', '-c', 'nohup "$@"', 'bash', ...command]],
    ['a script that ignores it', (command: readonly string[]) => ['sh', '-c', ignoring, 'sh', ...command]],
  ])('SIGHUP is ignored under %s', async (_, within) => {
    const started = bench.start([...oneStart, '--watch-pods'], { within });
    await printed(started, /Pending|ContainerCreating/);
    const pid = /^pid (\d+)$/m.exec(started.output().stderr)?.[1];
    process.kill(pid === undefined ? (started.child.pid ?? 0) : Number(pid), 'SIGHUP');
    const run = await bench.ended(started);
    expect(run.code).toBe(0);
    expect(run.result).toMatchObject({ verdict: 'met', complete: true });
    await bench.expectNothingLeft();
  });
});

const ignoring = `trap '' HUP; "$@" & echo "pid $!" >&2; wait $!`;

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe.skipIf(!hasTerminals)('a terminal', { retry: 2 }, () => {
  it('that is closed in the middle of a start ends the run in order', async () => {
    const codeFile = join(bench.folder, 'code');
    // The kernel tells the first shell, and when that has ended all that runs in the terminal; the second one stays to
    // see the exit code.
    const seeing = `trap : HUP; "$@"; echo $? >"$0"`;
    const shell = `sh -c '${seeing}' '${codeFile}' "$@"; true`;
    const started = bench.start(oneStart, { within: inTerminal(shell), env: { TERM: 'xterm' } });
    await expect.poll(podCreated, { timeout: 30_000 }).toBe(true);
    started.child.kill('SIGKILL');
    const text = await waitFor('the exit code', () =>
      existsSync(codeFile) ? readFileSync(codeFile, 'utf8') : null,
    );
    const code = Number(text);
    expect(code).toBe(129);
    await bench.expectNothingLeft();
  });

  it.each([0, 3])('of %i columns is taken for one of 80', async (columns) => {
    const shell = `stty cols ${columns} rows 24; exec "$@"`;
    const run = await bench.run(oneStart, { within: inTerminal(shell), env: { TERM: 'xterm' } });
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/app {2}\[1\/1\] {2}/);
    expect(run.result).toMatchObject({ verdict: 'met', complete: true });
    await bench.expectNothingLeft();
  });
});
