import * as models from '@kubernetes/client-node/dist/gen/models/all.js';

/** What the OpenAPI schema of Kubernetes says of a type, as client-node's generator wrote it down. */
interface Attribute {
  baseName: string;
  type: string;
}
type Random = () => number;

const types = new Map(
  Object.entries(models).flatMap(([name, model]): [string, readonly Attribute[]][] => {
    const map = (model as { attributeTypeMap?: readonly Attribute[] }).attributeTypeMap;
    return map === undefined ? [] : [[name, map]];
  }),
);

const words = [
  'app',
  'web',
  '',
  'TCP',
  'UDP',
  'None',
  'http',
  '8080',
  '100m',
  'Always',
  'Never',
  'ClusterIP',
  'a b',
];
const deepest = 7;

/** A value of a type, with some of what the type may hold. */
function valueOf(type: string, random: Random, depth: number): unknown {
  const inner = /^(?:Array|Set)<(.*)>$/.exec(type)?.[1];
  if (inner !== undefined)
    return Array.from({ length: upTo(random, 2) }, () => valueOf(inner, random, depth + 1));
  const entry = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (entry !== undefined)
    return Object.fromEntries(
      Array.from({ length: upTo(random, 2) }, () => [pick(words, random), valueOf(entry, random, depth + 1)]),
    );
  const attributes = types.get(type);
  if (attributes !== undefined) return objectOf(attributes, random, depth);
  if (type === 'number') return pick([0, 1, 2, 80, 8080, 65535, -1, 1.5], random);
  if (type === 'boolean') return random() < 0.5;
  if (type === 'IntOrString') return random() < 0.5 ? 8080 : pick(words, random);
  if (type === 'Date' || type === 'V1MicroTime') return '2026-01-01T00:00:00Z';
  return type === 'any' || type === 'object' ? { any: 1 } : pick(words, random);
}

function objectOf(attributes: readonly Attribute[], random: Random, depth: number): Record<string, unknown> {
  const share = depth >= deepest ? 0 : 0.25;
  const chosen = attributes.filter(() => random() < share);
  return Object.fromEntries(chosen.map(({ baseName, type }) => [baseName, valueOf(type, random, depth + 1)]));
}

function upTo(random: Random, most: number): number {
  return Math.floor(random() * (most + 1));
}

function pick<T>(from: readonly T[], random: Random): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}

/** Both, where both are mappings; the second one otherwise. */
function over(base: unknown, more: unknown): unknown {
  if (!isRecord(base) || !isRecord(more)) return more;
  const entries = Object.entries(more).map(([key, value]) => [key, over(base[key], value)]);
  return { ...base, ...Object.fromEntries(entries) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const labels = { app: 'app' };
const podSpec = {
  containers: [{ name: 'c', image: 'example.com/app:1', ports: [{ name: 'http', containerPort: 8080 }] }],
};
const template = { metadata: { labels }, spec: podSpec };
const controllerSpec = { replicas: 1, selector: { matchLabels: labels }, template };

/** Objects that a run takes, which the generated parts are laid over. */
const kinds = {
  Pod: { apiVersion: 'v1', type: 'V1Pod', spec: podSpec },
  Service: {
    apiVersion: 'v1',
    type: 'V1Service',
    spec: { selector: labels, ports: [{ port: 80, targetPort: 'http' }] },
  },
  Deployment: { apiVersion: 'apps/v1', type: 'V1Deployment', spec: controllerSpec },
  StatefulSet: { apiVersion: 'apps/v1', type: 'V1StatefulSet', spec: controllerSpec },
  ReplicaSet: { apiVersion: 'apps/v1', type: 'V1ReplicaSet', spec: controllerSpec },
  DaemonSet: { apiVersion: 'apps/v1', type: 'V1DaemonSet', spec: controllerSpec },
  Job: { apiVersion: 'batch/v1', type: 'V1Job', spec: { template } },
  ConfigMap: { apiVersion: 'v1', type: 'V1ConfigMap', spec: undefined },
  PersistentVolumeClaim: { apiVersion: 'v1', type: 'V1PersistentVolumeClaim', spec: {} },
  HorizontalPodAutoscaler: { apiVersion: 'autoscaling/v2', type: 'V2HorizontalPodAutoscaler', spec: {} },
  RoleBinding: { apiVersion: 'rbac.authorization.k8s.io/v1', type: 'V1RoleBinding', spec: undefined },
} as const;
type Kind = keyof typeof kinds;

/** An object of a kind: valid in what it has, with up to `flaws` parts missing, empty or of another type. */
export function generatedObject(kind: Kind, random: Random, flaws: number): unknown {
  const { apiVersion, type, spec } = kinds[kind];
  const base = {
    apiVersion,
    kind,
    metadata: { name: 'app', labels },
    ...(spec === undefined ? {} : { spec }),
  };
  const generated = valueOf(type, random, 0) as Record<string, unknown>;
  const without = (value: unknown, keys: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(Object.entries(isRecord(value) ? value : {}).filter(([key]) => !keys.includes(key)));
  const rest = without(generated, ['apiVersion', 'kind', 'metadata']);
  const more = without(generated['metadata'], ['name', 'namespace', 'generateName']);
  let object = over(base, { ...rest, metadata: more });
  for (let flaw = 0; flaw < flaws; flaw += 1) object = flawed(object, random, 0);
  return object;
}

/** The same with one part of it, anywhere, missing or of another type. */
function flawed(value: unknown, random: Random, depth: number): unknown {
  const keys = isRecord(value) || Array.isArray(value) ? Object.keys(value) : [];
  if (keys.length === 0 || (depth > 0 && random() < 0.25))
    return pick([null, '', 'text', 7, true, [], {}, [null], { a: null }], random);
  const key = pick(keys, random);
  if (Array.isArray(value))
    return value.map((item: unknown, index) =>
      String(index) === key ? flawed(item, random, depth + 1) : item,
    );
  const { [key]: part, ...rest } = value as Record<string, unknown>;
  return random() < 0.15 ? rest : { ...rest, [key]: flawed(part, random, depth + 1) };
}

/** A manifest with a Service, something that starts pods, and further objects. */
export function generatedManifest(random: Random): unknown[] {
  const workload = pick(['Pod', 'Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet'] as const, random);
  const others = Object.keys(kinds).filter((kind) => random() < 0.08 && kind !== workload) as Kind[];
  return ([workload, 'Service', ...others.filter((kind) => kind !== 'Service')] as const).map((kind) =>
    generatedObject(kind, random, random() < 0.4 ? 0 : upTo(random, 2)),
  );
}
