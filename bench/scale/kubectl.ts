import { readFileSync } from 'node:fs';
import { start } from '../../test/cluster/support/command.ts';
import { environment } from '../../test/cluster/support/environment.ts';

export interface KubectlCost {
  cpuSeconds: number;
  rssMegabytes: number;
  requests: number;
}

/** What a script does: creates the pods, waits until they are Ready, deletes them. */
export async function createWaitDelete(namespace: string, manifest: string): Promise<KubectlCost> {
  const pods = ['pods', '-n', namespace, '-l', 'app=web'];
  const costs = [
    await kubectl(['create', '-n', namespace, '-f', '-'], manifest),
    await kubectl(['wait', ...pods, '--for=condition=Ready', '--timeout=180s']),
    await kubectl(['delete', ...pods, '--grace-period=1']),
  ];
  return {
    cpuSeconds: costs.reduce((sum, cost) => sum + cost.cpuSeconds, 0),
    rssMegabytes: Math.max(...costs.map((cost) => cost.rssMegabytes)),
    requests: costs.reduce((sum, cost) => sum + cost.requests, 0),
  };
}

async function kubectl(args: readonly string[], stdin = ''): Promise<KubectlCost> {
  const env = { KUBECONFIG: environment().kubeconfig };
  const { child, ended } = start('kubectl', [...args, '-v=6'], { env, stdin, timeoutMs: 300_000 });
  const used = { cpuSeconds: 0, rssMegabytes: 0 };
  // Its last moments are missed: 20 ms at most.
  const timer = setInterval(() => Object.assign(used, usedBy(child.pid ?? 0) ?? used), 20);
  const { code, stderr } = await ended.finally(() => clearInterval(timer));
  // That pods were not Ready in time is what it says, and costs what it costs.
  if (code !== 0 && args[0] !== 'wait') throw new Error(`kubectl ${args.join(' ')}: ${stderr.slice(-2000)}`);
  if (code !== 0)
    console.log(`  kubectl wait ended with exit code ${code ?? ''}: ${stderr.trim().slice(-100)}`);
  return {
    ...used,
    requests: (stderr.match(/verb="(GET|POST|DELETE|PATCH)"|(GET|POST|DELETE|PATCH) https/g) ?? []).length,
  };
}

/** Ticks of the kernel are 10 ms. Null once it has ended. */
function usedBy(pid: number): Omit<KubectlCost, 'requests'> | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    const highest = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (highest === undefined) return null;
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
      rssMegabytes: (Number(highest) * 1024) / 1e6,
    };
  } catch {
    return null;
  }
}
