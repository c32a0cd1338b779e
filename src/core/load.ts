/** How many threads a load has at work, for its command. */
export const threadsVariable = 'LOAD_THREADS';

/** A quantity of CPU in thousandths of a core, `2`, `0.5` or `500m`; null where the text is none. */
export function millicoresOf(quantity: string): number | null {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(m?)$/.exec(quantity) ?? [];
  if (amount === undefined) return null;
  return Math.round(Number(amount) * (unit === 'm' ? 1 : 1000));
}

/** What a load takes of a node: a share of what the node has for pods, or an amount of its own. */
export function loadMillicores(cpu: string, allocatableMillicores: number): number {
  const share = /^(\d+)%$/.exec(cpu)?.[1];
  return share === undefined
    ? (millicoresOf(cpu) ?? 0)
    : Math.floor((allocatableMillicores * Number(share)) / 100);
}

/** Enough threads to use it all, none of which can use more than one core. */
export function loadThreads(millicores: number): number {
  return Math.max(1, Math.ceil(millicores / 1000));
}
