/** Where a value stands in a parsed file. */
export type Path = readonly (string | number)[];

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path; undefined where there is none. Inherited properties do not count. */
export function getIn(value: unknown, path: Path): unknown {
  let here: unknown = value;
  for (const key of path) {
    if (Array.isArray(here)) here = here[Number(key)] as unknown;
    else if (isMapping(here) && Object.hasOwn(here, key)) here = here[String(key)];
    else return undefined;
  }
  return here;
}

/** A copy without what stands at the path. */
export function removeIn(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return undefined;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.flatMap((item, index) => {
      if (index !== Number(key)) return [item];
      return rest.length === 0 ? [] : [removeIn(item, rest)];
    });
  }
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      if (name !== String(key)) return [[name, item]];
      return rest.length === 0 ? [] : [[name, removeIn(item, rest)]];
    }),
  );
}

/** A mapping that holds only the value at the path. */
export function nest(path: readonly string[], value: unknown): Record<string, unknown> {
  const [key = '', ...rest] = path;
  return { [key]: rest.length === 0 ? value : nest(rest, value) };
}

/** Deep merge of mappings; in everything else the later one wins. Keys without a value count as not given. */
export function merge(base: unknown, over: Record<string, unknown>): Record<string, unknown> {
  const under = isMapping(base) ? base : {};
  const names = [...new Set([...Object.keys(under), ...Object.keys(over)])];
  const entries = names.map((name) => [name, mergeValue(own(under, name), own(over, name))] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null));
}

function mergeValue(base: unknown, over: unknown): unknown {
  if (over === null || over === undefined) return base;
  return isMapping(over) ? merge(base, over) : over;
}

function own(mapping: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(mapping, name) ? mapping[name] : undefined;
}

export function startsWith(path: Path, prefix: Path): boolean {
  return prefix.every((key, index) => path[index] === key);
}

/** `scenarios[0].probe.status`, `env["MY VAR"]`. */
export function printPath(path: Path): string {
  return path.map((key, index) => printKey(key, index === 0)).join('');
}

function printKey(key: string | number, isFirst: boolean): string {
  if (typeof key === 'number') return `[${key}]`;
  if (!/^[\w-]+$/.test(key)) return `[${JSON.stringify(key)}]`;
  return isFirst ? key : `.${key}`;
}
