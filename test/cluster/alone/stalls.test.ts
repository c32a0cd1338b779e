import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startCli } from '../support/cli.ts';
import { environment } from '../support/environment.ts';
import { makeFolder, readResult } from '../support/result.ts';
import { printed, scoped } from '../support/waiting.ts';

const { slowStartImage } = environment();

/** Starts that last long enough for the process to be stopped in them. */
function slowStart(iterations: number, listenAfter: string): string[] {
  const workload = ['--image', slowStartImage, '--port', '8080', '--arg', `--listen-after=${listenAfter}`];
  return [...workload, '--iterations', `${iterations}`, '--warmup', '0', '--via', 'node-port'];
}

test('a start whose answer came while the process was stopped is invalid, shown, not counted and made again', async () => {
  using folder = makeFolder();
  const file = join(folder.path, 'result.json');
  const command = ['run', ...slowStart(2, '3s'), '--watch-pods', '--export-json', file];
  await using run = scoped(startCli(command));
  await printed(run, /^\[1\/2\] answered[^]*Running/m);
  run.child.kill('SIGSTOP');
  await sleep(3500);
  run.child.kill('SIGCONT');
  const { code, stdout, stderr } = await run.ended;
  expect(code).toBe(0);
  expect(stderr).toContain('[not counted] invalid: Stalled');
  expect(stdout).toContain('1 invalid, not counted: Stalled');

  const [scenario] = readResult(file).scenarios;
  const [first, second, third] = scenario?.iterations ?? [];
  expect(scenario?.iterations).toHaveLength(3);
  expect(second).toMatchObject({ outcome: 'invalid', reason: 'Stalled' });
  expect(second?.stalledMs).toBeGreaterThan(2500);
  for (const right of [first, third]) {
    expect(right?.outcome).toBe('answered');
    expect(right?.totalMs).toBeGreaterThan(3000);
    expect(right?.stalledMs).toBeLessThan(2500);
  }
  expect(scenario?.summary).toMatchObject({ count: 2, invalid: 1 });
});

test('a start counts where the process was stopped and went on long before the answer', async () => {
  using folder = makeFolder();
  const file = join(folder.path, 'result.json');
  const command = ['run', ...slowStart(1, '4s'), '--watch-pods', '--export-json', file];
  await using run = scoped(startCli(command));
  await printed(run, /Running/);
  run.child.kill('SIGSTOP');
  await sleep(1000);
  run.child.kill('SIGCONT');
  const { code, stdout } = await run.ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/this process stalled for up to/);

  const [scenario] = readResult(file).scenarios;
  const [only] = scenario?.iterations ?? [];
  expect(scenario?.summary).toMatchObject({ count: 1, invalid: 0 });
  expect(only?.outcome).toBe('answered');
  expect(only?.stalledMs).toBeGreaterThan(500);
  expect(only?.totalMs).toBeGreaterThan(4000);
  expect(only?.totalMs).toBeLessThan(9000);
});
