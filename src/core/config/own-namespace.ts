import type { Problem } from '../errors.ts';
import type { KubernetesObject, Manifest } from '../plan.ts';
import { groupKindOf } from './object-kinds.ts';
import { describeObject, type ScopeRules } from './manifests.ts';
import { isMapping, printPath, removeIn, type Path } from './paths.ts';

/** Objects as a run can create them, in its own namespace. */
export interface Settled {
  manifests: readonly Manifest[];
  problems: readonly Problem[];
  /** What was changed, for the user to know. */
  notes: readonly Problem[];
}

/**
 * Moves objects that name one namespace of their own into the namespace of the run, as `namespace:` of kustomize does:
 * always where that one is created for the run, so nothing else is in it. A namespace that the user named is never
 * exchanged for another one.
 */
export function settleNamespace(
  manifests: readonly Manifest[],
  { namespace: home, nameOf }: ScopeRules,
  file: string,
): Settled {
  const counts = namespacesOf(manifests);
  const foreign = [...counts.keys()].filter((name) => name !== home);
  const [only] = foreign;
  const keep = { manifests, problems: [], notes: [] };
  if (home === undefined) return keep;
  if (only === undefined) return home === null ? keep : withoutHome(manifests, home, file);
  if (counts.size > 1) return { ...keep, problems: [severalProblem(counts, home, file)] };
  if (home !== null) return { ...keep, problems: [otherProblem(only, home, nameOf('namespace'), file)] };
  return moved(manifests, only, file);
}

/** How many objects name each namespace; a Namespace names itself. */
function namespacesOf(manifests: readonly Manifest[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { object } of manifests) {
    const name = isNamespace(object) ? object.metadata.name : (object.metadata.namespace ?? '');
    if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function isNamespace(object: KubernetesObject): boolean {
  return groupKindOf(object) === '/Namespace';
}

function severalProblem(counts: ReadonlyMap<string, number>, home: string | null, field: string): Problem {
  const named = [...counts].map(([name, count]) => `${name} (${plural(count)})`).join(', ');
  const where = home === null ? 'a namespace of its own' : `the namespace "${home}"`;
  return {
    field,
    message: `the objects belong to several namespaces: ${named}; a run works in one: ${where}`,
    fix: 'keep the objects that one workload needs, all without metadata.namespace or all with the same one',
  };
}

function otherProblem(named: string, home: string, flag: string, field: string): Problem {
  return {
    field,
    value: named,
    message: `the objects name the namespace "${named}", and ${flag} names "${home}"`,
    fix: `leave out ${flag}: the objects are then created in a namespace of the run's own; or pass ${flag} ${named}, if it exists`,
  };
}

function plural(count: number): string {
  return count === 1 ? '1 object' : `${count} objects`;
}

function isItself({ object }: Manifest, named: string): boolean {
  return isNamespace(object) && object.metadata.name === named;
}

/** The namespace that the run works in exists already. */
function withoutHome(manifests: readonly Manifest[], home: string, field: string): Settled {
  const left = manifests.filter((manifest) => !isItself(manifest, home));
  const message = `Namespace/${home} is left out: the run works in the one that exists`;
  return { manifests: left, problems: [], notes: left.length < manifests.length ? [{ field, message }] : [] };
}

/** The objects without the namespace that they name, and without the Namespace itself. */
function moved(manifests: readonly Manifest[], named: string, field: string): Settled {
  const left = manifests.filter((manifest) => !isItself(manifest, named));
  const count = left.filter(({ object }) => object.metadata.namespace === named).length;
  const objects = left.map(({ source, object }) => ({ source, object: withoutNamespace(object, named) }));
  const parts = [
    ...(count === 0 ? [] : [`${plural(count)} of namespace "${named}" will be in the run's own namespace`]),
    ...(left.length < manifests.length ? [`Namespace/${named} is left out, with its labels`] : []),
  ];
  const notes = [{ field, message: parts.join('; ') }, ...hostNames(objects, named, field)];
  return { manifests: objects, problems: [], notes };
}

/** Without its namespace, and bound to accounts where they are now. */
function withoutNamespace(object: KubernetesObject, named: string): KubernetesObject {
  const copy = removeIn(object, ['metadata', 'namespace']) as KubernetesObject;
  const subjects = copy['subjects'];
  if (
    !/^rbac\.authorization\.k8s\.io\/(Cluster)?RoleBinding$/.test(groupKindOf(object)) ||
    !Array.isArray(subjects)
  )
    return copy;
  return { ...copy, subjects: (subjects as readonly unknown[]).map((subject) => inPlace(subject, named)) };
}

/** `own` in kube/workload/render.ts fills in the namespace of the run, which is not known before. */
function inPlace(subject: unknown, named: string): unknown {
  return isMapping(subject) && subject['namespace'] === named ? removeIn(subject, ['namespace']) : subject;
}

const mostNamed = 3;

/** Host names such as `web.shop.svc` in commands and settings still mean the old namespace. */
function hostNames(manifests: readonly Manifest[], named: string, field: string): Problem[] {
  const escaped = named.replaceAll(/[^a-z0-9]/g, String.raw`\$&`);
  const pattern = new RegExp(
    String.raw`(?<![\w.-])[a-z0-9][a-z0-9-]*\.${escaped}(?=$|[:/\s,;"'\]})]|\.svc\b)`,
  );
  const found = manifests.flatMap(({ object }) =>
    textsOf(object, []).flatMap(({ path, text }) => {
      const name = pattern.exec(text)?.[0];
      return name === undefined ? [] : [`"${name}" in ${describeObject(object)} ${printPath(path)}`];
    }),
  );
  if (found.length === 0) return [];
  const more = found.length > mostNamed ? ` and ${found.length - mostNamed} more` : '';
  return [
    {
      field,
      message: `host names are not changed, and still mean the namespace "${named}": ${found.slice(0, mostNamed).join('; ')}${more}`,
      fix: `use the short name of a Service in its own namespace (web instead of web.${named}), or create the namespace and pass it`,
    },
  ];
}

function textsOf(value: unknown, path: Path): { path: Path; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value))
    return (value as readonly unknown[]).flatMap((item, index) => textsOf(item, [...path, index]));
  return isMapping(value)
    ? Object.entries(value).flatMap(([key, item]) => textsOf(item, [...path, key]))
    : [];
}
