import { randomUUID } from 'node:crypto';

export interface StoredObject {
  apiVersion?: string;
  kind?: string;
  metadata: {
    name: string;
    uid: string;
    resourceVersion: string;
    namespace?: string;
    labels?: Record<string, string>;
    finalizers?: string[];
    deletionTimestamp?: string;
  };
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
}

export interface StoredChange {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** `/api/v1/namespaces/x/pods` */
  collection: string;
  version: number;
  object: StoredObject;
}

/** What a new object has to have. */
export type NewObject = Pick<StoredObject, 'apiVersion' | 'kind' | 'spec' | 'status'> & {
  metadata: Partial<StoredObject['metadata']> & { name: string };
};

/** Objects by collection, with the history of their changes, as etcd keeps them. */
export class ObjectStore {
  readonly history: StoredChange[] = [];
  readonly #collections = new Map<string, Map<string, StoredObject>>();
  readonly #listeners = new Set<(change: StoredChange) => void>();
  version = 100;

  /** Also called for what comes of a change before others hear of it. */
  listen(listener: (change: StoredChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get(collection: string, name: string): StoredObject | undefined {
    return this.#collections.get(collection)?.get(name);
  }

  /** Those of a collection; of `/api/v1/pods` those of all namespaces. */
  list(collection: string): StoredObject[] {
    return this.collections()
      .filter((each) => isWithin(each, collection))
      .flatMap((each) => [...(this.#collections.get(each)?.values() ?? [])]);
  }

  collections(): string[] {
    return [...this.#collections.keys()];
  }

  add(collection: string, object: NewObject): StoredObject {
    const namespace = /\/namespaces\/([^/]+)\//.exec(collection)?.[1];
    const metadata = {
      ...object.metadata,
      uid: randomUUID(),
      ...(namespace === undefined ? {} : { namespace }),
    };
    return this.#store('ADDED', collection, { ...object, metadata: { ...metadata, resourceVersion: '' } });
  }

  change(
    collection: string,
    name: string,
    change: (object: StoredObject) => StoredObject,
  ): StoredObject | null {
    const before = this.get(collection, name);
    return before === undefined ? null : this.#store('MODIFIED', collection, change(structuredClone(before)));
  }

  remove(collection: string, name: string): void {
    const object = this.get(collection, name);
    if (object !== undefined) this.#store('DELETED', collection, structuredClone(object));
  }

  #store(type: StoredChange['type'], collection: string, object: StoredObject): StoredObject {
    this.version += 1;
    const { version } = this;
    object.metadata.resourceVersion = String(version);
    const objects = this.#collections.get(collection) ?? new Map<string, StoredObject>();
    this.#collections.set(collection, objects);
    if (type === 'DELETED') objects.delete(object.metadata.name);
    else objects.set(object.metadata.name, object);
    const change = { type, collection, version, object };
    this.history.push(change);
    for (const listener of this.#listeners) listener(change);
    return object;
  }
}

/** Whether a collection is the one asked for, or belongs to one over all namespaces. */
export function isWithin(collection: string, asked: string): boolean {
  return collection === asked || collection.replace(/\/namespaces\/[^/]+(?=\/)/, '') === asked;
}

/** Selectors as they are asked for: `a=b,c`, and fields by their path. */
export function isSelected(object: StoredObject, query: URLSearchParams): boolean {
  const labels = parts(query.get('labelSelector'));
  const fields = parts(query.get('fieldSelector'));
  return (
    labels.every(([key, value]) => {
      const has = object.metadata.labels?.[key];
      return value === undefined ? has !== undefined : has === value;
    }) && fields.every(([path, value]) => String(fieldOf(object, path)) === value)
  );
}

function parts(selector: string | null): [string, string | undefined][] {
  const all = (selector ?? '').split(',').filter((part) => part !== '');
  return all.map((part) => {
    const [key = '', value] = part.split('=');
    return [key, value];
  });
}

function fieldOf(object: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], object);
}
