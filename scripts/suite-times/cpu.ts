import { readFileSync } from 'node:fs';

/** CPU time of the whole machine since it started, in ticks of 10 ms, summed over its cores. */
export interface CpuTimes {
  idle: number;
  total: number;
}

/** The first line of /proc/stat (https://man7.org/linux/man-pages/man5/proc_stat.5.html); null where it is none. */
export function parseCpuTimes(stat: string): CpuTimes | null {
  const line = /^cpu +(\d+(?: \d+)*)$/m.exec(stat)?.[1];
  if (line === undefined) return null;
  // user, nice, system, idle, iowait, irq, softirq, steal; what guests use is in user and nice already.
  const ticks = line.split(' ').slice(0, 8).map(Number);
  const [, , , idle = 0, iowait = 0] = ticks;
  return { idle: idle + iowait, total: ticks.reduce((sum, each) => sum + each, 0) };
}

/** Null on a machine without /proc/stat. */
export function cpuTimesNow(): CpuTimes | null {
  try {
    return parseCpuTimes(readFileSync('/proc/stat', 'utf8'));
  } catch {
    return null;
  }
}

/** Share of the CPU time between two moments in which the cores were idle, 0 to 1; null where it is not known. */
export function idleShare(from: CpuTimes | null, to: CpuTimes | null): number | null {
  if (from === null || to === null || to.total <= from.total) return null;
  return Math.min(1, Math.max(0, (to.idle - from.idle) / (to.total - from.total)));
}
