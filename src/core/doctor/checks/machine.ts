import { info, judgedBy, problem, warning, type Judgement } from '../judgement.ts';
import type { Finding } from '../finding.ts';

export interface MachineFacts {
  cpus: number;
  /** Average number of runnable processes over the last minute. */
  load: number;
  /** Programs that create the cluster of the run. */
  programs: readonly { name: string; trouble: string | null }[];
}

/** This machine takes the times, so a busy machine makes starts invalid. */
export function checkMachine({ cpus, load, programs }: MachineFacts): Judgement {
  const found = programs.filter(({ trouble }) => trouble === null).map(({ name }) => name);
  const tools = found.length === 0 ? '' : `; found ${found.join(' and ')}`;
  return judgedBy(`${cpus} CPUs, load ${load.toFixed(1)}${tools}`, [
    ...programs.flatMap(missing),
    ...(cpus < 2 ? [info('with one CPU the probe waits for other processes')] : []),
    ...(load > 2 * cpus ? [busy(load, cpus)] : []),
  ]);
}

function missing({ name, trouble }: MachineFacts['programs'][number]): Finding[] {
  return trouble === null ? [] : [problem(`${name}: ${trouble}`, `Install ${name}, or start it.`)];
}

function busy(load: number, cpus: number): Finding {
  return warning(
    `${load.toFixed(1)} processes compete for ${cpus} CPUs; delays on this machine may make starts invalid`,
    'Stop other processes, or measure from another machine.',
  );
}
