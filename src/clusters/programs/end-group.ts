import { setTimeout as sleep } from 'node:timers/promises';

/** How long a program may take to end in order. */
const graceMs = 3000;
const lookEveryMs = 50;

/** Ends a program that leads a process group, with all it has started in it; by force where it does not end in order. */
export async function endGroup(pid: number | undefined): Promise<void> {
  const deadlineMs = performance.now() + graceMs;
  for (let isThere = signalGroup(pid, 'SIGTERM'); isThere; isThere = signalGroup(pid, 0)) {
    if (performance.now() > deadlineMs) return void signalGroup(pid, 'SIGKILL');
    await sleep(lookEveryMs);
  }
}

/** Whether there was such a group. */
export function signalGroup(pid: number | undefined, signal: NodeJS.Signals | 0): boolean {
  try {
    return pid !== undefined && process.kill(-pid, signal);
  } catch (error) {
    // What runs as somebody else, such as under sudo, cannot be ended but is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
