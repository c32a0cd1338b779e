import { readdir, readFile } from 'node:fs/promises';
import { ownerVariable } from '../../core/child-environment.ts';
import { runCommand, type CommandOptions } from '../programs/command.ts';
import { linesOf } from '../programs/lines.ts';

export interface OwnProcess {
  pid: number;
  command: string;
}

/**
 * The processes that carry an owner in their environment, also those of a run that was killed; none where this system
 * does not tell.
 */
export async function processesOf(owner: string, options: CommandOptions): Promise<OwnProcess[]> {
  if (process.platform === 'linux') return await inProc(owner);
  const args = ['-A', '-E', '-ww', '-o', 'pid=', '-o', 'command='];
  return processesIn(await runCommand('ps', args, options).catch(() => ''), owner);
}

/** From lines `PID COMMAND ENVIRONMENT`. */
export function processesIn(printed: string, owner: string): OwnProcess[] {
  const mark = `${ownerVariable}=${owner}`;
  return linesOf(printed).flatMap((line) => {
    const [, pid = '', command = ''] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return command.split(' ').includes(mark) ? [{ pid: Number(pid), command }] : [];
  });
}

/** https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html; that of other users cannot be read. */
async function inProc(owner: string): Promise<OwnProcess[]> {
  const mark = `${ownerVariable}=${owner}`;
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      if (!environment.split('\0').includes(mark)) return [];
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return [{ pid: Number(pid), command: command.replaceAll('\0', ' ') }];
    }),
  );
  return found.flat();
}
