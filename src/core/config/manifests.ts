import * as z from 'zod';
import type { Problem } from '../errors.ts';
import type { KubernetesObject, Manifest } from '../plan.ts';
import { otherDocument } from './other-documents.ts';
import { groupOf, isClusterScoped } from './cluster-scoped.ts';
import { isMapping, printPath } from './paths.ts';
import { tidyObject } from './tidy-object.ts';
import { readYaml } from './yaml.ts';

const textOf = (what: string) =>
  z.string({ error: `${what} is missing, or is not text` }).min(1, `${what} is empty`);
const texts = z.record(
  z.string(),
  z.string({ error: 'must be text; put numbers and booleans into quotes' }),
  {
    error: 'must be a mapping of names to texts',
  },
);
const objectSchema = z.looseObject({
  apiVersion: textOf('apiVersion'),
  kind: textOf('kind'),
  metadata: z.looseObject(
    {
      name: textOf('the name'),
      namespace: z.string({ error: 'must be text' }).exactOptional(),
      labels: texts.exactOptional(),
      annotations: texts.exactOptional(),
    },
    { error: 'metadata is missing, or is not a mapping' },
  ),
});

export interface ParsedManifests {
  manifests: Manifest[];
  problems: Problem[];
  /** What was left out of what the file says. */
  notes: Problem[];
}

/** The objects of a manifest file, in their order, and everything that is wrong with it. */
export function parseManifests(text: string, source: string): ParsedManifests {
  const { documents, problems } = readYaml(text, source);
  const read = documents
    .flatMap(({ number, value }) => flatten(value, `${source}#${number}`))
    .map((item) => readObject(item.value, item.source));
  const manifests = read.flatMap((item) => ('manifest' in item ? [item.manifest] : []));
  const leftOut = read.flatMap((item) => ('manifest' in item ? item.leftOut : []));
  problems.push(...read.flatMap((item) => ('problems' in item ? item.problems : [])));
  problems.push(...duplicateProblems(manifests));
  if (read.length === 0 && problems.length === 0)
    problems.push({ field: source, message: 'the file holds no Kubernetes object' });
  return { manifests, problems, notes: leftOutNotes(leftOut, source) };
}

/** `kubectl get -o yaml` writes what a create request may not hold. */
function leftOutNotes(leftOut: readonly string[], field: string): Problem[] {
  if (leftOut.length === 0) return [];
  const names = [...new Set(leftOut.map((name) => name.replaceAll(/\[\d+\]/g, '[]')))];
  return [{ field, message: `fields that the API server sets are left out: ${names.join(', ')}` }];
}

/** The items of a `List`, as `kubectl get -o yaml` writes it, or the object itself. */
function flatten(value: unknown, source: string): { value: unknown; source: string }[] {
  if (!isMapping(value) || typeof value['kind'] !== 'string' || !value['kind'].endsWith('List'))
    return [{ value, source }];
  const items = value['items'];
  if (!Array.isArray(items)) return [{ value, source }];
  return items.flatMap((item: unknown, index) => flatten(item, `${source}.items[${index}]`));
}

type ReadObject = { manifest: Manifest; leftOut: string[] } | { problems: Problem[] };

function readObject(value: unknown, source: string): ReadObject {
  if (!isMapping(value))
    return { problems: [{ field: source, message: 'is not a Kubernetes object: a mapping is expected' }] };
  const other = otherDocument(value, source);
  if (other !== null) return { problems: [other] };
  const generated = isMapping(value['metadata']) && 'generateName' in value['metadata'];
  if (generated) return { problems: [generatedName(source)] };
  const parsed = objectSchema.safeParse(withoutEmptyMetadata(value));
  if (parsed.success) {
    const { object, leftOut } = tidyObject(parsed.data);
    return { manifest: { source, object }, leftOut };
  }
  const problems = parsed.error.issues.map((issue) => ({
    field:
      `${source} ${printPath(issue.path.map((key) => (typeof key === 'number' ? key : String(key))))}`.trim(),
    message: issue.message,
  }));
  return { problems };
}

function generatedName(source: string): Problem {
  return {
    field: `${source} metadata.generateName`,
    message: 'a generated name is not supported: objects are found again and deleted by their name',
    fix: 'use metadata.name',
  };
}

/** `labels:` without a value means the same as no labels. */
function withoutEmptyMetadata(value: Record<string, unknown>): Record<string, unknown> {
  if (!isMapping(value['metadata'])) return value;
  const entries = Object.entries(value['metadata']).filter(([, item]) => item !== null && item !== undefined);
  return { ...value, metadata: Object.fromEntries(entries) };
}

/** `Pod/slo-test`, for messages. */
export function describeObject(object: KubernetesObject): string {
  return `${object.kind}/${object.metadata.name}`;
}

export function duplicateProblems(manifests: readonly Manifest[]): Problem[] {
  const seen = new Map<string, string>();
  return manifests.flatMap(({ source, object }) => {
    const { apiVersion, kind, metadata } = object;
    const id = [groupOf(apiVersion), kind, metadata.namespace ?? '', metadata.name].join('\n');
    const first = seen.get(id);
    seen.set(id, first ?? source);
    if (first === undefined) return [];
    return [
      {
        field: source,
        message: `${describeObject(object)} is in ${first} already`,
        fix: 'remove one of the two',
      },
    ];
  });
}

export interface ScopeRules {
  /** Namespace of the run; null when one is made for it, undefined when it is not known. */
  namespace: string | null | undefined;
  allowClusterScoped: boolean;
  /** How the settings are spelled, for fixes. */
  nameOf: (setting: 'namespace' | 'allowClusterScoped') => string;
}

/** Objects must go where the run works, and nowhere else. */
export function scopeProblems(manifests: readonly Manifest[], rules: ScopeRules): Problem[] {
  return manifests.flatMap((manifest) => clusterProblem(manifest, rules));
}

function clusterProblem({ source, object }: Manifest, rules: ScopeRules): Problem[] {
  if (rules.allowClusterScoped || !isClusterScoped(object.apiVersion, object.kind)) return [];
  return [
    {
      field: source,
      message: `${describeObject(object)} belongs to no namespace, so it could disturb others in the cluster`,
      fix: `create it beforehand, or set ${rules.nameOf('allowClusterScoped')} where the cluster is yours alone`,
    },
  ];
}
