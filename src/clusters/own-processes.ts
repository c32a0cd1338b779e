import { basename } from 'node:path';
import { runCommand } from './command.ts';
import type { CommandOptions } from './command.ts';
import { linesOf } from './lines.ts';

/** A program that this tool has started, perhaps in a process that was killed since. */
export interface OwnProgram {
  /** How it was started: a path, or a name that is looked up on the PATH. */
  program: string;
  /** Its first arguments, which name a cluster of ours: `['create', 'cluster', '--name', 'slo']`. */
  args: readonly string[];
}

/** The processes of a program that outlived the one which started it. */
export async function processesOf(own: OwnProgram, options: CommandOptions): Promise<number[]> {
  const args = ['-A', '-ww', '-o', 'pid=', '-o', 'args='];
  return processesIn(await runCommand('ps', args, options).catch(() => ''), own);
}

/** Process ids from lines `PID ARGUMENTS…`. */
export function processesIn(processes: string, { program, args }: OwnProgram): number[] {
  const wanted = ` ${args.join(' ')} `;
  return linesOf(processes).flatMap((line) => {
    const [, pid = '', command = ''] = /^(\d+)\s+(.*)$/.exec(`${line} `) ?? [];
    const found = command.slice(0, Math.max(0, command.indexOf(wanted)));
    // One on the PATH may be a script that runs another program of that name.
    const isNamedSo = !found.includes(' ') && basename(found) === basename(program);
    return found === program || isNamedSo ? [Number(pid)] : [];
  });
}
