import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { processesIn, processesOf } from '../../../src/clusters/own/processes.ts';

describe('the programs that a run has started', () => {
  const { signal } = new AbortController();
  const options = { env: process.env, signal };

  it('are found by the run, and not by their names', async () => {
    const start = (owner: string) =>
      spawn('sleep', ['60'], { env: { ...process.env, POD_START_SLO_OWNER: owner }, stdio: 'ignore' });
    const [ours, theirs] = [start('ours'), start('theirs')];
    await Promise.all([once(ours, 'spawn'), once(theirs, 'spawn')]);
    expect(await processesOf('ours', options)).toEqual([
      { pid: ours.pid, command: expect.stringContaining('sleep 60') as string },
    ]);
    expect(await processesOf('nobody', options)).toEqual([]);
    for (const child of [ours, theirs]) child.kill('SIGKILL');
  });

  it('are read from a list with environments where there is no /proc', () => {
    const printed = `    1 /sbin/launchd
  812 kind create cluster --name slo PATH=/bin POD_START_SLO_OWNER=ab12 HOME=/h
  813 kind create cluster --name slo PATH=/bin POD_START_SLO_OWNER=ab123
  814 kind create cluster --name slo PATH=/bin
`;
    expect(processesIn(printed, 'ab12').map(({ pid }) => pid)).toEqual([812]);
    expect(processesIn('', 'ab12')).toEqual([]);
  });
});
