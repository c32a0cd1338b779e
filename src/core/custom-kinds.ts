import { getIn, isMapping } from './config/paths.ts';
import { groupOf } from './config/cluster-scoped.ts';
import type { Problem } from './errors.ts';
import { startedScenarios, type KubernetesObject, type Manifest, type Plan, type Scenario } from './plan.ts';

/** A kind that a CustomResourceDefinition brings. */
export interface CustomKind {
  apiVersion: string;
  kind: string;
  /** The plural in paths, e.g. `widgets`. */
  plural: string;
  namespaced: boolean;
}

/** Whether it is a CustomResourceDefinition of apiextensions.k8s.io. */
export function isDefinition({ apiVersion, kind }: KubernetesObject): boolean {
  return kind === 'CustomResourceDefinition' && groupOf(apiVersion) === 'apiextensions.k8s.io';
}

/** The kinds that the definitions among the objects bring, one for each served version. */
export function customKindsOf(objects: readonly KubernetesObject[]): CustomKind[] {
  return objects.filter(isDefinition).flatMap((definition) => {
    const at = (...path: string[]): unknown => getIn(definition, ['spec', ...path]);
    const [group, kind, plural] = [at('group'), at('names', 'kind'), at('names', 'plural')];
    const versions = at('versions');
    if (typeof group !== 'string' || typeof kind !== 'string' || typeof plural !== 'string') return [];
    if (!Array.isArray(versions)) return [];
    return versions.flatMap((version: unknown) =>
      isMapping(version) && typeof version['name'] === 'string' && version['served'] !== false
        ? [{ apiVersion: `${group}/${version['name']}`, kind, plural, namespaced: at('scope') !== 'Cluster' }]
        : [],
    );
  });
}

/** Scenarios without definitions, and the definitions that the set-up has to create for them. */
export interface Hoisted {
  scenarios: readonly Scenario[];
  setupManifests: readonly Manifest[];
  problems: readonly Problem[];
}

/**
 * Moves every CustomResourceDefinition of a workload to the set-up: it is created once, before the first iteration, and
 * deleted after the last. Deleting it with each iteration would delete all objects of its kind.
 */
export function hoistDefinitions({
  scenarios,
  setupManifests,
}: Pick<Plan, 'scenarios' | 'setupManifests'>): Hoisted {
  const definitions = startedScenarios({ scenarios })
    .flatMap(({ workload }) => (workload.kind === 'manifest' ? workload.manifests : []))
    .filter(({ object }) => isDefinition(object));
  const byName = Map.groupBy(definitions, ({ object }) => object.metadata.name).values();
  const distinct = [...byName].map(([first, ...others]) => ({ first: first as Manifest, others }));
  return {
    scenarios: scenarios.map(withoutDefinitions),
    setupManifests: [...distinct.map(({ first }) => first), ...setupManifests],
    problems: distinct.flatMap(({ first, others }) =>
      others.filter((other) => !isSame(first, other)).map((other) => otherDefinition(other, first)),
    ),
  };
}

function withoutDefinitions(scenario: Scenario): Scenario {
  const { workload, baseline } = scenario;
  const manifests =
    workload.kind === 'manifest' ? workload.manifests.filter(({ object }) => !isDefinition(object)) : [];
  return {
    ...scenario,
    workload: workload.kind === 'manifest' ? { ...workload, manifests } : workload,
    baseline:
      baseline?.kind === 'duet' ? { ...baseline, scenario: withoutDefinitions(baseline.scenario) } : baseline,
  };
}

function isSame(one: Manifest, other: Manifest): boolean {
  return JSON.stringify(one.object) === JSON.stringify(other.object);
}

function otherDefinition({ source, object }: Manifest, known: Manifest): Problem {
  return {
    field: source,
    message: `CustomResourceDefinition/${object.metadata.name} differs from the one in ${known.source}; a cluster can hold one of them`,
    fix: 'use the same definition everywhere, or install it before the run: kubectl apply -f',
  };
}
