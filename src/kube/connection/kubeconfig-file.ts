import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { messageOf, usageError } from '../../core/errors.ts';
import { printableValue } from '../../core/printable-value.ts';

export type Settings = Readonly<Record<string, unknown>>;

/** One entry of `clusters`, `users` or `contexts`, its settings taken out from under the key of its kind. */
export type Entries = ReadonlyMap<string, Settings>;

/** A kubeconfig (https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/), or several merged. */
export interface RawKubeconfig {
  clusters: Entries;
  users: Entries;
  contexts: Entries;
  currentContext: string | null;
}

/**
 * Reads kubeconfig files and merges them as kubectl does: the first file that sets a value or a name wins.
 * @param field what named the files, for the message: `--kubeconfig`
 * @throws PodStartSloError usage: a file cannot be read or is no kubeconfig
 */
export function readKubeconfigs(files: readonly string[], field: string): RawKubeconfig {
  return files.map((file) => readKubeconfig(file, field)).reduce(merge);
}

function merge(first: RawKubeconfig, second: RawKubeconfig): RawKubeconfig {
  return {
    clusters: new Map([...second.clusters, ...first.clusters]),
    users: new Map([...second.users, ...first.users]),
    contexts: new Map([...second.contexts, ...first.contexts]),
    currentContext: first.currentContext ?? second.currentContext,
  };
}

function readKubeconfig(file: string, field: string): RawKubeconfig {
  const document = readDocument(file, field);
  const resolve = (value: unknown): unknown =>
    typeof value === 'string' && value !== '' ? path.resolve(path.dirname(file), value) : value;
  return {
    clusters: mapEntries(document, 'cluster', (cluster) =>
      resolveFiles(cluster, ['certificate-authority'], resolve),
    ),
    users: mapEntries(document, 'user', (user) => resolveUser(user, resolve)),
    contexts: mapEntries(document, 'context', (context) => context),
    currentContext: stringOrNull(document['current-context']),
  };
}

function readDocument(file: string, field: string): Settings {
  let document: unknown;
  try {
    document = parse(readFileSync(file, 'utf8'), { logLevel: 'error' });
  } catch (error) {
    const [firstLine = ''] = messageOf(error).split('\n');
    // The system's message repeats the path; what is no path may be a secret.
    const why = printableValue(file) === null ? '' : `: ${firstLine}`;
    throw usageError([{ field, value: file, message: `the kubeconfig cannot be read${why}` }]);
  }
  if (document === null) return {};
  if (isSettings(document)) return document;
  throw usageError([
    {
      field,
      value: file,
      message: 'the file is no kubeconfig: it holds no mapping with clusters, users and contexts',
    },
  ]);
}

function mapEntries(document: Settings, kind: string, convert: (settings: Settings) => Settings): Entries {
  const list = document[`${kind}s`];
  const entries = new Map<string, Settings>();
  for (const item of Array.isArray(list) ? (list as readonly unknown[]) : []) {
    if (!isSettings(item) || typeof item['name'] !== 'string' || entries.has(item['name'])) continue;
    const settings = item[kind];
    entries.set(item['name'], isSettings(settings) ? convert(settings) : {});
  }
  return entries;
}

/** Relative paths are relative to the file they stand in; a plugin's command only if it is a path at all. */
function resolveUser(user: Settings, resolve: (value: unknown) => unknown): Settings {
  const resolved = resolveFiles(user, ['client-certificate', 'client-key', 'tokenFile'], resolve);
  const exec = resolved['exec'];
  if (!isSettings(exec)) return resolved;
  const command = exec['command'];
  const isPath = typeof command === 'string' && /[/\\]/.test(command);
  return isPath ? { ...resolved, exec: { ...exec, command: resolve(command) } } : resolved;
}

function resolveFiles(
  settings: Settings,
  keys: readonly string[],
  resolve: (value: unknown) => unknown,
): Settings {
  const found = keys.filter((key) => key in settings).map((key) => [key, resolve(settings[key])]);
  return { ...settings, ...Object.fromEntries(found) } as Settings;
}

export function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
