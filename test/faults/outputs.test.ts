import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { printed } from '../cluster/support/waiting.ts';
import { issuesUrl } from '../../src/core/errors.ts';
import { faultBench, oneStart } from './stand-in/bench.ts';

const bench = faultBench({ startMs: 1500 });
const hasFull = existsSync('/dev/full');

/** In a shell with its outputs changed: `>/dev/full`. */
const redirected = (change: string) => (command: readonly string[]) => [
  ...['sh', '-c', `exec "$@" ${change}`, 'sh'],
  ...command,
];

/** Loaded before the program: its error comes at a signal that the program does not know. */
function failing(work: string): string {
  const listening = `process.on('SIGUSR2', () => { ${work} });`;
  return `--import=data:text/javascript,${encodeURIComponent(listening)}`;
}

if (!hasFull) console.warn('skipped, since there is no /dev/full here: disks that are full');

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe.skipIf(!hasFull)('an output on a disk that is full', { retry: 2 }, () => {
  it('is told where it is the report, and the verdict keeps its exit code', async () => {
    const run = await bench.run(oneStart, { within: redirected('>/dev/full') });
    expect(run).toMatchObject({ code: 0, stdout: '', result: { verdict: 'met', complete: true } });
    expect(run.stderr).toMatch(/^error: standard output could not be written: ENOSPC/m);
    await bench.expectNothingLeft();
  });

  it('changes nothing where it is the log', async () => {
    const run = await bench.run(oneStart, { within: redirected('2>/dev/full') });
    expect(run).toMatchObject({ code: 0, stderr: '', result: { verdict: 'met', complete: true } });
    expect(run.stdout).toMatch(/MET {2}max is 1\.\d+ s, within its limit of/);
    await bench.expectNothingLeft();
  });

  it('changes no exit code where it is all there is, and nothing is left', async () => {
    const violated = [...oneStart.slice(0, -1), 'max <= 1ms'];
    const run = await bench.run(violated, { within: redirected('>/dev/full 2>&1') });
    expect(run.code).toBe(1);
    expect(run.result).toMatchObject({ verdict: 'violated', complete: true });
    await bench.expectNothingLeft();
  });

  it.each(['--help', '--version'])('fails a command that only prints: %s', async (command) => {
    const run = await bench.run([command], { within: redirected('>/dev/full') });
    expect(run.code).toBe(3);
    expect(run.stderr).toBe(
      'error: standard output could not be written: ENOSPC: no space left on device, write\n',
    );
  });

  it('of the log of a run that is interrupted holds up no clean-up', async () => {
    const started = bench.start(oneStart, { within: redirected('2>/dev/full') });
    await expect.poll(() => bench.cluster.count(/^POST .*\/pods/), { timeout: 30_000 }).toBeGreaterThan(0);
    started.child.kill('SIGTERM');
    const run = await bench.ended(started);
    expect(run.code).toBe(143);
    await bench.expectNothingLeft();
  });
});

it('a closed standard output changes no exit code, and nothing is left', async () => {
  const run = await bench.run(oneStart, { within: redirected('>&-') });
  expect(run).toMatchObject({ code: 0, result: { verdict: 'met', complete: true } });
  await bench.expectNothingLeft();
});

it('a closed pipe in place of both outputs changes no exit code, and nothing is left', async () => {
  const started = bench.start(oneStart);
  started.child.stdout?.destroy();
  started.child.stderr?.destroy();
  const run = await bench.ended(started);
  expect(run).toMatchObject({ code: 0, result: { verdict: 'met', complete: true } });
  await bench.expectNothingLeft();
});

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe('a continuous run', { retry: 2 }, () => {
  const watching = [
    ...['watch', '--image', 'app:1', '--port', '8080', '--via', 'node-port', '--warmup', '0'],
    ...['--listen', '127.0.0.1:0', '--interval', '3s', '--slo', '15s'],
  ];

  it.runIf(hasFull)(
    'goes on where nothing takes its log, and ends in order when its terminal is closed',
    async () => {
      const started = bench.start(watching, { within: redirected('2>/dev/full') });
      const starts = (): number => bench.cluster.count(/^POST .*\/pods$/);
      await expect.poll(starts, { timeout: 40_000 }).toBeGreaterThan(4);
      started.child.kill('SIGHUP');
      const run = await bench.ended(started);
      expect(run.code).toBe(129);
      await bench.expectNothingLeft();
    },
  );

  it('ends in order after an error that nobody has caught, and says that it is a bug', async () => {
    const started = bench.start(watching, {
      env: { NODE_OPTIONS: failing("throw new TypeError('x is undefined');") },
    });
    await printed(started, /measuring in/);
    started.child.kill('SIGUSR2');
    const run = await bench.ended(started);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('error: unexpected: x is undefined\n  hint: this is a bug of pod-start-slo');
    await bench.expectNothingLeft();
  });
});

describe('an error that nobody has caught', () => {
  it.each([
    ['an exception', "throw new TypeError('x is undefined');"],
    ['a rejection', "void Promise.reject(new TypeError('x is undefined'));"],
  ])('ends the run without a verdict: %s', async (_, work) => {
    const started = bench.start([...oneStart, '--watch-pods'], { env: { NODE_OPTIONS: failing(work) } });
    await printed(started, /Pending|ContainerCreating/);
    started.child.kill('SIGUSR2');
    const run = await bench.ended(started);
    expect(run.code).toBe(3);
    expect(run.result).toMatchObject({ complete: false, error: 'unexpected: x is undefined' });
    expect(run.stderr).toContain(`error: unexpected: x is undefined\n  hint: this is a bug of pod-start-slo`);
    expect(run.stderr).toContain(issuesUrl);
    await bench.expectNothingLeft();
  });

  it('gives no verdict in the clean-up either', async () => {
    bench.cluster.inject(/^DELETE .*\/leases\//, (response, asked, carryOut) => {
      started.child.kill('SIGUSR2');
      void carryOut().then((answer) => answer(response, asked));
    });
    const work = "throw new TypeError('x is undefined');";
    const started = bench.start(oneStart, { env: { NODE_OPTIONS: failing(work) } });
    const run = await bench.ended(started);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('error: unexpected: x is undefined');
    await bench.expectNothingLeft();
  });
});
