export interface ResourceRef {
  /** API group; empty (the default) for the core group. */
  group?: string;
  /** Default `v1`. */
  version?: string;
  /** Plural, e.g. `pods`. */
  resource: string;
  namespace?: string;
  name?: string;
  /** E.g. `log`, `proxy/healthz`. Appended as it is. */
  subresource?: string;
}

/** Path of a collection or an object (https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris). */
export function resourcePath(ref: ResourceRef): string {
  const version = ref.version ?? 'v1';
  const root =
    ref.group === undefined || ref.group === '' ? `/api/${version}` : `/apis/${ref.group}/${version}`;
  const space = ref.namespace === undefined ? '' : `/namespaces/${encodeURIComponent(ref.namespace)}`;
  const name = ref.name === undefined ? '' : `/${encodeURIComponent(ref.name)}`;
  const sub = ref.subresource === undefined ? '' : `/${ref.subresource}`;
  return `${root}${space}/${ref.resource}${name}${sub}`;
}
