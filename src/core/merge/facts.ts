import { quantile } from '../quantile.ts';
import type { ClusterFacts, Measurement, Result } from '../result.ts';
import type { Source } from './groups.ts';

/** What the clusters have in common, and their nodes, each once. */
export function clusterOf(results: readonly Result[]): ClusterFacts {
  const clusters = results.map(({ cluster }) => cluster);
  const nodes = new Map(clusters.flatMap((each) => each.nodes).map((node) => [JSON.stringify(node), node]));
  return {
    provider: listed(clusters.map(({ provider }) => provider)),
    context: shared(clusters.map(({ context }) => context)),
    server: listed(clusters.map(({ server }) => server)),
    version: listed(clusters.map(({ version }) => version)),
    nodes: [...nodes.values()],
  };
}

/** Equal where the same fingerprints were merged, however many results had each. */
export function fingerprintOf(results: readonly Result[]): Result['fingerprint'] {
  const all = results.map(({ fingerprint }) => fingerprint);
  const names = [...new Set(all.flatMap(({ parts }) => Object.keys(parts)))];
  return {
    hash: [...new Set(all.map(({ hash }) => hash))].sort().join('+'),
    parts: Object.fromEntries(
      names.map((name) => [name, listed(all.flatMap(({ parts }) => parts[name] ?? []).sort(), ' | ')]),
    ),
  };
}

/** The worst of each, so that nothing looks better measured than it was; counts are added up. */
export function measurementOf(sources: readonly Source[], notes: readonly string[]): Measurement {
  const all = sources.map(({ result }) => result.measurement);
  const resolutions = sources
    .flatMap(({ result }) => result.scenarios)
    .flatMap(({ iterations }) => iterations.flatMap(({ probe }) => probe.resolutionMs ?? []));
  const skewed = all.toSorted((a, b) => Math.abs(b.clockSkewMs ?? 0) - Math.abs(a.clockSkewMs ?? 0))[0];
  return {
    via: shared(all.flatMap(({ via }) => via ?? [])),
    viaReason: shared(all.flatMap(({ viaReason }) => viaReason ?? [])),
    probeIntervalMs: largest(all.map(({ probeIntervalMs }) => probeIntervalMs)) ?? 0,
    probeFloorMs: largest(all.flatMap(({ probeFloorMs }) => probeFloorMs ?? [])),
    probeResolutionMs: quantile(resolutions, 0.5),
    watchGaps: all.reduce((sum, { watchGaps }) => sum + watchGaps, 0),
    throttled: all.reduce((sum, { throttled }) => sum + throttled, 0),
    clockSkewMs: skewed?.clockSkewMs ?? null,
    clockSkewResolutionMs: skewed?.clockSkewResolutionMs ?? null,
    longestStallMs: largest(all.map(({ longestStallMs }) => longestStallMs)) ?? 0,
    notes: [...notes],
  };
}

/** The value of all; null where they differ or there is none. */
function shared<T extends string | null>(values: readonly T[]): T | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}

/** Each value once, in their order. */
export function listed(values: readonly string[], separator = ', '): string {
  return [...new Set(values)].join(separator);
}

function largest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}
