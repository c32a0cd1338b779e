import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './command.ts';
import { environment } from './environment.ts';

export const runIdLabel = 'pod-start-slo/run-id';

/** Runs kubectl on the tests' cluster and resolves with what it printed. @throws where it fails */
export async function kubectl(args: readonly string[], stdin?: string): Promise<string> {
  const env = { KUBECONFIG: environment().kubeconfig };
  const ended = await run('kubectl', args, {
    env,
    timeoutMs: 90_000,
    ...(stdin === undefined ? {} : { stdin }),
  });
  if (ended.code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${ended.stderr.trim()}`);
  return ended.stdout;
}

/** Creates the objects, given as YAML. */
export async function apply(namespace: string, yaml: string): Promise<void> {
  await kubectl(['apply', '-n', namespace, '-f', '-'], yaml);
}

interface Listed {
  kind: string;
  metadata: { name: string; namespace?: string; deletionTimestamp?: string };
}

/**
 * What runs have left: every object with their label, without those that go with a namespace being deleted.
 * @param runId of one run alone, since other tests may use the cluster at the same time
 */
export async function leftovers(runId?: string): Promise<string[]> {
  const selector = runId === undefined ? runIdLabel : `${runIdLabel}=${runId}`;
  const found = await list([(await deletableKinds()).join(','), '-A', '-l', selector]);
  const namespaces = await list(['namespaces']);
  const alive = new Set(namespaces.filter(isStaying).map(({ metadata }) => metadata.name));
  return found
    .filter((object) =>
      object.metadata.namespace === undefined ? isStaying(object) : alive.has(object.metadata.namespace),
    )
    .map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
}

/** What is left once that which is on its way has gone; empty as soon as nothing is. */
export async function leftoversAfter(withinMs: number, runId?: string): Promise<string[]> {
  return await until(withinMs, async () => {
    const left = await leftovers(runId);
    return left.length === 0 ? { done: true, value: left } : { done: false, value: left };
  });
}

/**
 * What runs have created since `before` and what stays. Other tests have runs going on in the cluster at the same time:
 * theirs go within the time.
 */
export async function leftoversSince(before: readonly string[], withinMs = 100_000): Promise<string[]> {
  let added: string[] | null = null;
  return await until(withinMs, async () => {
    const now = (await leftovers()).filter((name) => !before.includes(name));
    added = added === null ? now : added.filter((name) => now.includes(name));
    return { done: added.length === 0, value: added };
  });
}

/** Whether the namespace is gone, or goes within the time. */
export async function namespaceGoes(name: string, withinMs: number): Promise<boolean> {
  return await until(withinMs, async () => {
    const found = (await kubectl(['get', 'namespace', name, '--ignore-not-found', '-o', 'name'])).trim();
    return { done: found === '', value: found === '' };
  });
}

export interface TestNamespace extends AsyncDisposable {
  name: string;
  /** Deletes it; does not wait for it to be gone. */
  remove: () => Promise<void>;
}

/** A namespace of the user's, ready for pods. With `await using` it is deleted at the end of the block. */
export async function makeNamespace(labels: Readonly<Record<string, string>> = {}): Promise<TestNamespace> {
  const name = `test-${randomBytes(4).toString('hex')}`;
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
  await kubectl(['create', '-f', '-'], JSON.stringify(object));
  const remove = async (): Promise<void> => {
    await kubectl(['delete', 'namespace', name, '--wait=false', '--ignore-not-found']);
  };
  await until(20_000, async () => {
    const found = await kubectl(['get', '-n', name, 'serviceaccount/default', '--ignore-not-found']);
    return { done: found !== '', value: null };
  });
  return { name, remove, [Symbol.asyncDispose]: remove };
}

/** The objects in a namespace, as `kind/name`, without those that Kubernetes puts into each. */
export async function objectsIn(namespace: string): Promise<string[]> {
  const found = await list([(await deletableKinds()).join(','), '-n', namespace]);
  return found
    .filter(({ kind, metadata }) => kind !== 'Namespace' && !ofKubernetes.has(`${kind}/${metadata.name}`))
    .filter(({ metadata }) => metadata.namespace === namespace)
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
    .sort();
}

/** Names of the pods in a namespace that are not being deleted. */
export async function standingPods(namespace: string): Promise<string[]> {
  return (await list(['pods', '-n', namespace])).filter(isStaying).map(({ metadata }) => metadata.name);
}

const ofKubernetes = new Set(['ConfigMap/kube-root-ca.crt', 'ServiceAccount/default']);

async function list(args: readonly string[]): Promise<Listed[]> {
  const printed = await kubectl(['get', ...args, '-o', 'json', '--ignore-not-found']);
  return printed.trim() === '' ? [] : (JSON.parse(printed) as { items: Listed[] }).items;
}

function isStaying({ metadata }: Listed): boolean {
  return metadata.deletionTimestamp === undefined;
}

let kinds: Promise<string[]> | undefined;

/** Kinds that can be listed and deleted; events are a record of what was, not something left. */
async function deletableKinds(): Promise<string[]> {
  kinds ??= kubectl(['api-resources', '--verbs=list,delete', '-o', 'name']).then((printed) =>
    printed
      .trim()
      .split('\n')
      // Kinds that a test defines come and go; their objects go with their definition.
      .filter((kind) => !kind.startsWith('events') && !kind.endsWith('.example.com')),
  );
  return await kinds;
}

async function until<T>(withinMs: number, look: () => Promise<{ done: boolean; value: T }>): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const { done, value } = await look();
    if (done || performance.now() > deadline) return value;
    await sleep(250);
  }
}
