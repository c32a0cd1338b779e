import type { Result, ScenarioResult } from '../result.ts';

/** A result and the file it came from. */
export interface Source {
  name: string;
  result: Result;
}

/** A scenario in one of the results. */
export interface Shard {
  source: Source;
  scenario: ScenarioResult;
}

/** The shards of one scenario with one fingerprint, which are judged together. */
export interface Group {
  name: string;
  /** The name in the merged result: unique there. */
  title: string;
  hash: string;
  shards: readonly [Shard, ...Shard[]];
}

/** The groups in the order in which they first appear, the shards of each in that of the sources. */
export function groupsOf(sources: readonly Source[]): Group[] {
  const groups = new Map<string, Omit<Group, 'title'>>();
  for (const source of sources) {
    const { hash } = source.result.fingerprint;
    for (const scenario of source.result.scenarios) {
      const { name } = scenario;
      const key = JSON.stringify([name, hash]);
      const shard = { source, scenario };
      const known = groups.get(key);
      groups.set(key, { name, hash, shards: known === undefined ? [shard] : [...known.shards, shard] });
    }
  }
  const all = [...groups.values()];
  return all.map((group) => ({ ...group, title: titleOf(group, all) }));
}

type Named = Omit<Group, 'title'>;

/** What tells clusters apart for people, the nicest first; the fingerprint always does. */
const labels: readonly ((group: Named) => string | null)[] = [
  ({ shards: [first] }) => first.source.result.cluster.version,
  ({ shards: [first] }) => first.source.result.cluster.context,
  ({ hash }) => hash,
];

/** `app`, or `app (v1.34.4)` where there is one of another cluster too. */
function titleOf(group: Named, all: readonly Named[]): string {
  const alike = all.filter(({ name }) => name === group.name);
  if (alike.length === 1) return group.name;
  const telling = labels.find((label) => {
    const found = alike.map(label);
    return !found.includes(null) && new Set(found).size === found.length;
  });
  return `${group.name} (${telling?.(group) ?? group.hash})`;
}

/** The runs that a result holds, by itself or merged. */
export function runIdsOf({ merged, runId }: Result): string[] {
  return merged === null ? [runId] : merged.map((part) => part.runId);
}

/** Whether every run in it came to its end. */
export function isWhole({ complete, merged }: Result): boolean {
  return complete && (merged ?? []).every((part) => part.complete);
}
