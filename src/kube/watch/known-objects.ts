export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

/** What every Kubernetes object in a list has. */
export interface ApiObject {
  metadata?: {
    uid?: string;
    name?: string;
    namespace?: string;
    resourceVersion?: string;
    managedFields?: unknown;
  };
}

export interface Change<T> {
  type: ChangeType;
  object: T;
}

/**
 * What is kept of an object: without the account of who wrote which field, about half of it. It is for those who write
 * objects, and a thousand pods are kept at a time.
 */
export function lightened<T extends ApiObject>(object: T): T {
  if (object.metadata?.managedFields !== undefined) object.metadata.managedFields = undefined;
  return object;
}

/** What is kept where it only matters which objects are there. */
export function identityOf<T extends ApiObject>({ metadata }: T): T {
  const { uid, name, namespace, resourceVersion } = metadata ?? {};
  return { metadata: { uid, name, namespace, resourceVersion } } as T;
}

/** The objects of a collection as last seen, to tell what a relist changed and which events are repeats. Holds live objects only. */
export class KnownObjects<T extends ApiObject> {
  #objects = new Map<string, T>();
  readonly #remember: (object: T) => T;

  /** @param remember what is kept of an object, with its uid, name and version at least */
  constructor(remember: (object: T) => T = (object) => object) {
    this.#remember = remember;
  }

  /** Takes a new list. @returns what differs from before; deleted objects as remembered */
  replace(items: readonly T[]): readonly Change<T>[] {
    const before = this.#objects;
    this.#objects = new Map(items.map((item) => [keyOf(item), this.#remember(item)]));
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
    this.#objects.set(key, this.#remember(object));
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
