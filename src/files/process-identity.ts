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
  return await identityOf(process.pid);
}

/** Of a process in the same container. */
export async function identityOf(pid: number): Promise<ProcessIdentity> {
  const { startedAt } = await statOf(pid);
  return { ...(await ownPlace()), pid, startedAt };
}

/** `unknown`: it is of another machine or container, or this system does not tell enough. */
export async function stateOfProcess(of: ProcessIdentity): Promise<'running' | 'ended' | 'unknown'> {
  const { host, boot, pidNamespace } = await ownPlace();
  if (of.host !== host || of.boot !== boot || of.pidNamespace !== pidNamespace) return 'unknown';
  if (!isThere(of.pid)) return 'ended';
  const { startedAt, isZombie } = await statOf(of.pid);
  if (isZombie) return 'ended';
  if (of.startedAt === '' || startedAt === '') return 'unknown';
  return startedAt === of.startedAt ? 'running' : 'ended';
}

/** Whether it was of this machine before it was started anew; its hostname alone says so. */
export async function isBeforeReboot(of: ProcessIdentity): Promise<boolean> {
  const { host, boot, pidNamespace } = await ownPlace();
  return of.host === host && of.pidNamespace === pidNamespace && of.boot !== boot;
}

async function ownPlace(): Promise<Pick<ProcessIdentity, 'host' | 'boot' | 'pidNamespace'>> {
  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim();
  return { host: hostname(), boot, pidNamespace: await readlink('/proc/self/ns/pid').catch(() => '') };
}

/** Fields 3 and 22 of https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the name before them may hold anything. */
async function statOf(pid: number): Promise<{ startedAt: string; isZombie: boolean }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A container whose first process waits for nobody keeps what has ended.
  return { startedAt: fields[19] ?? '', isZombie: fields[0] === 'Z' };
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
