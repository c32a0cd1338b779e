import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** A process, so that another one can tell later whether it is still there. Empty is what this system does not tell. */
export interface ProcessIdentity {
  host: string;
  /** Of the machine, new at each boot. */
  boot: string;
  /** In which the pid counts: containers of one machine may have one name, and each a process 1. */
  pidNamespace: string;
  pid: number;
  /** Clock ticks after the boot at which it started: pids are used again. */
  startedAt: string;
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  return { ...(await ownPlace()), pid: process.pid, startedAt: await startOf(process.pid) };
}

/** `unknown`: it is of another machine or container, or this system does not tell enough. */
export async function stateOfProcess(of: ProcessIdentity): Promise<'running' | 'ended' | 'unknown'> {
  const { host, boot, pidNamespace } = await ownPlace();
  if (of.host !== host || of.boot !== boot || of.pidNamespace !== pidNamespace) return 'unknown';
  if (!isThere(of.pid)) return 'ended';
  const startedAt = await startOf(of.pid);
  if (of.startedAt === '' || startedAt === '') return 'unknown';
  return startedAt === of.startedAt ? 'running' : 'ended';
}

async function ownPlace(): Promise<Pick<ProcessIdentity, 'host' | 'boot' | 'pidNamespace'>> {
  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim();
  return { host: hostname(), boot, pidNamespace: await readlink('/proc/self/ns/pid').catch(() => '') };
}

/** Field 22 of https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the name before it may hold anything. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is there too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
