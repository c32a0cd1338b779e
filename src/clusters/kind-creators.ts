import { runCommand } from './command.ts';
import type { KindDeletion } from './kind-delete.ts';
import { linesOf } from './kind-nodes.ts';

/**
 * Ends a `kind create cluster` of this name that outlived the process which started it, with the docker commands it runs.
 * kind would go on and make nodes after they were deleted. Resolves with whether there was one.
 */
export async function endCreators({ name, kindPath, env, signal }: KindDeletion): Promise<boolean> {
  const args = ['-A', '-ww', '-o', 'pid=', '-o', 'args='];
  const processes = await runCommand('ps', args, { env, signal }).catch(() => '');
  const creators = creatorsIn(processes, name, kindPath);
  for (const pid of creators) endGroup(pid);
  return creators.length > 0;
}

/** Process ids of the kind programs that create this cluster, from lines `PID ARGUMENTS…`. */
export function creatorsIn(processes: string, name: string, kindPath: string): number[] {
  const create = ` create cluster --name ${name} `;
  return linesOf(processes).flatMap((line) => {
    const [, pid = '', command = ''] = /^(\d+)\s+(.*)$/.exec(`${line} `) ?? [];
    const program = command.slice(0, Math.max(0, command.indexOf(create)));
    // A kind on the PATH may be a script that runs another program of that name.
    return program === kindPath || /^(\S*\/)?kind$/.test(program) ? [Number(pid)] : [];
  });
}

/** It leads a group of its own, since command.ts starts every program so. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}
