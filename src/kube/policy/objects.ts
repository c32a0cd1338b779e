import type { Clock } from '../../core/ports.ts';
import type { KubectlStep } from '../../core/steps/policy.ts';
import type { Doing, Tried } from '../../core/steps/ports.ts';
import { messageOf, PodStartSloError } from '../../core/errors.ts';
import type { KubernetesObject, Manifest } from '../../core/plan.ts';
import { clusterError, hasStatus, type ApiClient } from '../api/api.ts';
import { isSystemNamespace } from '../../core/steps/select-pods.ts';
import { collectionPath, type Discovery } from '../api/discovery.ts';
import { deleteObject, findObject, objectPath, stillThere, untilGone, type Placed } from '../api/objects.ts';
import { isTaken } from '../api/refusal.ts';
import { managedByLabel, managedByValue, runIdLabel } from '../workload/labels.ts';

export interface ObjectContext {
  api: ApiClient;
  discovery: Discovery;
  clock: Clock;
  /** Where documents go that name none. */
  namespace: string;
  runId: string;
  /** Whether what was there before, in kube-* namespaces or in none may be changed and deleted. */
  mayDisturb: boolean;
  allowClusterScoped: boolean;
}

export const fieldManager = 'pod-start-slo';

/** A grace period of 30 s is usual; a finalizer may take longer than anyone waits. */
const goneWithinMs = 120_000;

interface Sent extends Placed {
  /** Somebody else's: left alone in the end. */
  wasThere: boolean;
}

/** What `kubectl apply` and `kubectl delete` of a policy make and remove. */
export class PolicyObjects {
  readonly #context: ObjectContext;
  /** UIDs of what this run has made. */
  readonly #made = new Set<string>();
  /** Whether something of this run could not be deleted: then `clean` is needed. */
  leftSomething = false;

  constructor(context: ObjectContext) {
    this.#context = context;
  }

  /** Server-side, in the order of the documents, up to the first that is refused. */
  async apply({ manifests, autoDelete }: KubectlStep, { signal, undo }: Doing): Promise<Tried> {
    const sent: Sent[] = [];
    if (autoDelete) undo((until, wait) => this.#takeBack(sent, until, wait));
    const done: string[] = [];
    for (const manifest of manifests) {
      const tried = await this.#attempt(`applying ${nameOf(manifest.object)}`, signal, () =>
        this.#applyOne(manifest, autoDelete, sent, signal),
      );
      if ('problem' in tried) return { passed: false, message: [...done, tried.problem].join(', ') };
      done.push(tried.done);
    }
    return { passed: true, message: done.join(', ') };
  }

  async delete({ manifests }: KubectlStep, signal: AbortSignal): Promise<Tried> {
    const done: string[] = [];
    const going: Placed[] = [];
    for (const manifest of manifests) {
      const tried = await this.#attempt(`deleting ${nameOf(manifest.object)}`, signal, () =>
        this.#deleteOne(manifest, going, signal),
      );
      if ('problem' in tried) return { passed: false, message: [...done, tried.problem].join(', ') };
      done.push(tried.done);
    }
    const left = await this.#wait(going, signal);
    return { passed: left.length === 0, message: [...done, ...left].join(', ') };
  }

  async #applyOne(
    manifest: Manifest,
    autoDelete: boolean,
    sent: Sent[],
    signal: AbortSignal,
  ): Promise<string> {
    const placed = await this.#place(manifest, signal);
    const before = await findObject(this.#context.api, placed, signal);
    const isOurs = before !== null && this.#isOwn(before);
    if (before !== null && !isOurs && !this.#context.mayDisturb) throw new Refusal(leftAlone);
    const body = before === null || isOurs ? this.#marked(placed.object, autoDelete) : placed.object;
    const entry: Sent = { ...placed, object: before ?? body, wasThere: before !== null && !isOurs };
    sent.push(entry);
    entry.object =
      before === null
        ? await this.#create({ ...placed, object: body }, signal)
        : await this.#change({ ...placed, object: body }, uidOf(before), signal);
    if (!entry.wasThere) this.#made.add(uidOf(entry.object));
    return `${nameOf(entry.object)} ${before === null ? 'created' : 'configured'}`;
  }

  /** Applying would adopt what somebody else has created since it was looked for. */
  async #create(placed: Placed, signal: AbortSignal): Promise<KubernetesObject> {
    const { object, resource } = placed;
    const path = collectionPath(resource, object.metadata.namespace ?? '');
    const request = { method: 'POST', path, query: { fieldManager }, body: object, signal } as const;
    try {
      return (await this.#context.api.request<KubernetesObject>(request)).body;
    } catch (error) {
      if (isTaken(error))
        throw new Refusal('another client created it in the meantime; it is left unchanged');
      throw error;
    }
  }

  /** Server-side apply to the very object that was looked at: the API server refuses another one of its name. */
  async #change(placed: Placed, uid: string, signal: AbortSignal): Promise<KubernetesObject> {
    const { object } = placed;
    const body = { ...object, metadata: { ...object.metadata, uid } };
    const query = { fieldManager, force: true };
    const contentType = 'application/apply-patch+yaml';
    const request = { method: 'PATCH', path: objectPath(placed), query, contentType, body, signal } as const;
    try {
      return (await this.#context.api.request<KubernetesObject>(request)).body;
    } catch (error) {
      if (isReplaced(error))
        throw new Refusal('it was replaced in the meantime; the new object is left unchanged');
      throw error;
    }
  }

  /** So that it is found again should the run be killed; what stays on purpose is not marked for deletion. */
  #marked(object: KubernetesObject, autoDelete: boolean): KubernetesObject {
    if (!autoDelete) return object;
    const { labels = {} } = object.metadata;
    const own = { [managedByLabel]: managedByValue, ...labels, [runIdLabel]: this.#context.runId };
    return { ...object, metadata: { ...object.metadata, labels: own } };
  }

  async #deleteOne(manifest: Manifest, going: Placed[], signal: AbortSignal): Promise<string> {
    const placed = await this.#place(manifest, signal);
    const found = await findObject(this.#context.api, placed, signal);
    if (found === null) throw new Refusal('it is not there');
    if (!this.#isOwn(found) && !this.#context.mayDisturb) throw new Refusal(leftAlone);
    const entry = { ...placed, object: found };
    await deleteObject(this.#context.api, entry, null, signal);
    going.push(entry);
    return `${nameOf(found)} deleted`;
  }

  /** Deletes what was made, the last first, and waits until it is gone. */
  async #takeBack(sent: readonly Sent[], signal: AbortSignal, wait: boolean): Promise<string[]> {
    const messages: string[] = [];
    const going: Placed[] = [];
    for (const entry of sent.toReversed()) {
      const name = nameOf(entry.object);
      if (entry.wasThere) {
        messages.push(`${name} existed before and is kept as it is now: nothing else is ever deleted`);
        continue;
      }
      try {
        const found = await findObject(this.#context.api, entry, signal);
        if (found === null || !this.#isOwn(found)) continue;
        await deleteObject(this.#context.api, { ...entry, object: found }, null, signal);
        going.push({ ...entry, object: found });
      } catch (error) {
        this.leftSomething = true;
        messages.push(`${name} could not be deleted: ${messageOf(error)}`);
      }
    }
    try {
      return [...messages, ...(wait ? await this.#wait(going, signal) : [])];
    } catch (error) {
      return [...messages, `nobody saw whether everything went: ${messageOf(error)}`];
    }
  }

  async #wait(going: readonly Placed[], signal: AbortSignal): Promise<string[]> {
    const { api, clock } = this.#context;
    const deadlineMs = clock.nowMs() + goneWithinMs;
    const left: string[] = [];
    for (const entry of going)
      if (!(await untilGone(api, entry, Math.max(0, deadlineMs - clock.nowMs()), { clock, signal })))
        left.push(stillThere(nameOf(entry.object), goneWithinMs));
    return left;
  }

  async #place({ object }: Manifest, signal: AbortSignal): Promise<Placed> {
    const resource = await this.#context.discovery.resourceOf(object, signal);
    const { namespace, allowClusterScoped, mayDisturb } = this.#context;
    const place = resource.namespaced ? inNamespace(object, namespace) : object;
    if (!resource.namespaced && !allowClusterScoped)
      throw new Refusal('it is cluster-scoped, which needs --allow-cluster-scoped');
    const isSystem = isSystemNamespace(place.metadata.namespace ?? '');
    if ((!resource.namespaced || isSystem) && !mayDisturb)
      throw new Refusal(
        `it is ${isSystem ? 'in a kube-* namespace' : 'cluster-scoped'}, which was not confirmed with --yes`,
      );
    return { resource, object: place };
  }

  #isOwn(object: KubernetesObject): boolean {
    return this.#made.has(uidOf(object)) || object.metadata.labels?.[runIdLabel] === this.#context.runId;
  }

  /** A refusal of the cluster fails the step; a cluster that is away ends the run. */
  async #attempt(
    doing: string,
    signal: AbortSignal,
    work: () => Promise<string>,
  ): Promise<{ done: string } | { problem: string }> {
    try {
      return { done: await work() };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Refusal) return { problem: `${doing}: ${error.message}` };
      if (hasStatus(error, 0)) throw clusterError(error, doing);
      if (error instanceof PodStartSloError) {
        if (error.code !== 'usage') throw error;
        return {
          problem: `${doing}: ${(error.facts.problems ?? []).map(({ message }) => message).join(', ')}`,
        };
      }
      return { problem: `${doing}: ${messageOf(error)}` };
    }
  }
}

const leftAlone = 'it existed before this run, and changing it was not confirmed with --yes';

class Refusal extends Error {}

/** Of another object with the name the API server says that its UID may not change; of none, that the UID does not match. */
function isReplaced(error: unknown): boolean {
  return hasStatus(error, 409) || (hasStatus(error, 422) && error.message.includes('metadata.uid'));
}

/** A copy in the namespace where kubectl would put it. */
export function inNamespace(object: KubernetesObject, namespace: string): KubernetesObject {
  const copy = structuredClone(object);
  copy.metadata.namespace ??= namespace;
  return copy;
}

function uidOf(object: KubernetesObject): string {
  const uid = object.metadata['uid'];
  return typeof uid === 'string' ? uid : '';
}

function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind}/${metadata.name}`;
}
