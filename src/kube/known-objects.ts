export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

/** What every Kubernetes object in a list has. */
export interface ApiObject {
  metadata?: { uid?: string; name?: string; namespace?: string; resourceVersion?: string };
}

export interface Change<T> {
  type: ChangeType;
  object: T;
}

/** The objects of a collection as last seen, to tell what a relist changed and which events are repeats. Holds live objects only. */
export class KnownObjects<T extends ApiObject> {
  #objects = new Map<string, T>();

  /** Takes a new list. @returns what differs from before; deleted objects as last seen */
  replace(items: readonly T[]): readonly Change<T>[] {
    const before = this.#objects;
    this.#objects = new Map(items.map((item) => [keyOf(item), item]));
    const gone = [...before].filter(([key]) => !this.#objects.has(key));
    const changes = items.flatMap((object): readonly Change<T>[] => {
      const known = before.get(keyOf(object));
      if (known === undefined) return [{ type: 'ADDED', object }];
      return versionOf(known) === versionOf(object) ? [] : [{ type: 'MODIFIED', object }];
    });
    // Deletions first: a pod and its successor of the same name are never there at once.
    const deletions = gone.map(([, object]): Change<T> => ({ type: 'DELETED', object }));
    return [...deletions, ...changes];
  }

  /** Takes an event. @returns the change it makes, null for a repeat */
  apply(type: ChangeType, object: T): Change<T> | null {
    const key = keyOf(object);
    const known = this.#objects.get(key);
    if (type === 'DELETED') return this.#objects.delete(key) ? { type, object } : null;
    if (known !== undefined && versionOf(known) === versionOf(object)) return null;
    this.#objects.set(key, object);
    return { type: known === undefined ? 'ADDED' : 'MODIFIED', object };
  }
}

function keyOf({ metadata }: ApiObject): string {
  return metadata?.uid ?? `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}

/** Compared for equality only, as the API allows (https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions). */
function versionOf({ metadata }: ApiObject): string {
  return metadata?.resourceVersion ?? '';
}
