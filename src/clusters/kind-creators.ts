import { runCommand } from './command.ts';
import type { KindDeletion } from './kind-delete.ts';
import { linesOf } from './kind-nodes.ts';

/**
 * Ends a `kind create cluster` of this name that outlived the process which started it, with the docker commands it runs.
 * kind would go on and make nodes after they were deleted. Resolves with whether there was one.
 */
export async function endCreators({ name, env, signal }: KindDeletion): Promise<boolean> {
  const processes = await runCommand('ps', ['-A', '-o', 'pid=,args='], { env, signal }).catch(() => '');
  const creators = creatorsIn(processes, name);
  for (const pid of creators) endGroup(pid);
  return creators.length > 0;
}

/** Process ids of the kind programs that create this cluster, from lines `PID ARGUMENTS…`. */
export function creatorsIn(processes: string, name: string): number[] {
  return linesOf(processes).flatMap((line) => {
    const [pid = '', program = '', ...args] = line.split(/\s+/);
    const creates = args.slice(0, 4).join(' ') === `create cluster --name ${name}`;
    return creates && /(^|\/)kind[^/]*$/.test(program) ? [Number(pid)] : [];
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
