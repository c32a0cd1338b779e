import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { isBeforeReboot, ownIdentity, stateOfProcess } from '../../src/files/process-identity.ts';

const linux = { skip: process.platform !== 'linux' };

it('A process knows itself as running', linux, async () => {
  expect(await stateOfProcess(await ownIdentity())).toBe('running');
});

it('A process of the same number that started at another time is not the one', linux, async () => {
  expect(await stateOfProcess({ ...(await ownIdentity()), startedAt: '1' })).toBe('ended');
});

it.each([{ host: 'pod-b' }, { boot: 'another' }, { pidNamespace: 'pid:[1]' }])(
  'Of a process elsewhere nobody can tell: %o',
  async (other) => {
    expect(await stateOfProcess({ ...(await ownIdentity()), ...other })).toBe('unknown');
  },
);

it('A process that has ended is so, also while nobody has waited for it', linux, async () => {
  const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
  const of = { ...(await ownIdentity()), pid: Number(printed.toString()), startedAt: '' };
  await expect.poll(() => stateOfProcess(of)).toBe('ended');
  parent.kill('SIGKILL');
  await once(parent, 'close');
  expect(await stateOfProcess({ ...of, pid: parent.pid ?? 0 })).toBe('ended');
});

it('A process of this machine before it was started anew is known by the name of the machine', async () => {
  const own = await ownIdentity();
  expect(await isBeforeReboot({ ...own, boot: 'earlier', host: hostname() })).toBe(true);
  expect(await isBeforeReboot({ ...own, boot: 'earlier', host: 'another' })).toBe(false);
  expect(await isBeforeReboot(own)).toBe(false);
});
