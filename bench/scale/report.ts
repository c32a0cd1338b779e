import type { Cost } from './ours.ts';

/** What was promised and is not kept. */
export class Targets {
  readonly missed: string[] = [];

  /** The target as it stands beside its number. */
  atMost(what: string, value: number, limit: number, unit: string): string {
    const isKept = value <= limit;
    if (!isKept) this.missed.push(`${what}: ${value.toFixed(1)} ${unit}, target ${limit} ${unit}`);
    return `(target ≤ ${limit} ${unit}: ${isKept ? 'kept' : 'MISSED'})`;
  }
}

const columns = ['CPU s', 'peak RSS MB', 'requests a pod', 'other requests', 'watched MB'];

export function head(): void {
  console.log(`  ${''.padEnd(34)}${columns.map((each) => each.padStart(16)).join('')}`);
}

export function costRow(name: string, cost: Cost): void {
  const { cpuSeconds, rssMegabytes, requestsPerPod, otherRequests, watchedMegabytes } = cost;
  const numbers = [
    cpuSeconds.toFixed(2),
    rssMegabytes.toFixed(0),
    requestsPerPod.toFixed(1),
    otherRequests.toFixed(0),
    watchedMegabytes.toFixed(2),
  ];
  line(cost.iterations === 1 ? name : `${name} (${cost.iterations} iterations)`, numbers);
}

/** Of everything, how many times as much. */
export function ratioRow(name: string, cost: Cost, before: Cost): void {
  const keys = ['cpuSeconds', 'rssMegabytes', 'requestsPerPod', 'otherRequests', 'watchedMegabytes'] as const;
  line(
    name,
    keys.map((key) => `${(cost[key] / before[key]).toFixed(2)} ×`),
  );
}

export function line(name: string, cells: readonly string[]): void {
  console.log(`  ${name.padEnd(34)}${cells.map((each) => each.padStart(16)).join('')}`);
}
