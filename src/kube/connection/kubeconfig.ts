import { existsSync, readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import path from 'node:path';
import { distance } from 'fastest-levenshtein';
import { usageError } from '../../core/errors.ts';
import { withoutPassword } from '../../core/printable-value.ts';
import { requireRealValues } from './credential-gaps.ts';
import { kubeconfigContent } from './kubeconfig-content.ts';
import { readKubeconfigs, stringOrNull, type RawKubeconfig, type Settings } from './kubeconfig-file.ts';
import type { Target } from './kubeconfig-target.ts';

export interface TargetOptions {
  kubeconfig?: string | undefined;
  context?: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
  /** Where a pod finds its service account (https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/). */
  serviceAccountDir: string;
}

/**
 * Finds the cluster to talk to: `kubeconfig`, else the files of KUBECONFIG, else ~/.kube/config, else the pod's service account.
 * @throws PodStartSloError usage
 */
export function findTarget(options: TargetOptions): Target {
  const source = kubeconfigFiles(options);
  if (source !== null)
    return fromKubeconfig(readKubeconfigs(source.files, source.field), source.field, options.context);
  const inCluster = fromServiceAccount(options);
  if (inCluster !== null) return inCluster;
  throw usageError([
    {
      field: '--kubeconfig',
      message: 'no kubeconfig found (looked at --kubeconfig, $KUBECONFIG and ~/.kube/config)',
      fix: 'pass --kubeconfig, or add --cluster kind to create a cluster',
    },
  ]);
}

function kubeconfigFiles({
  kubeconfig,
  env,
}: TargetOptions): { files: readonly string[]; field: string } | null {
  if (kubeconfig !== undefined && kubeconfig !== '')
    return { files: [pathIn(kubeconfig, '--kubeconfig')], field: '--kubeconfig' };
  pathIn(env['KUBECONFIG'] ?? '', 'KUBECONFIG');
  const listed = (env['KUBECONFIG'] ?? '').split(path.delimiter).filter((file) => file !== '');
  if (listed.length > 0) {
    // kubectl skips files of the list that do not exist; when none does, the first one's name tells the user which.
    const existing = listed.filter((file) => existsSync(file));
    return { files: existing.length > 0 ? existing : listed.slice(0, 1), field: 'KUBECONFIG' };
  }
  const home = env['HOME'] ?? env['USERPROFILE'];
  if (home === undefined) return null;
  const usual = path.join(home, '.kube', 'config');
  return existsSync(usual) ? { files: [usual], field: usual } : null;
}

/** The value again. @throws PodStartSloError usage, without the value, where that is a kubeconfig itself */
function pathIn(value: string, field: string): string {
  if (kubeconfigContent(value) === null) return value;
  throw usageError([
    {
      field,
      message: 'is the content of a kubeconfig, not the path of one',
      fix: 'write it into a file that only you can read, and give its path; the input kubeconfig of the action takes the content as well',
    },
  ]);
}

function fromKubeconfig(config: RawKubeconfig, source: string, wanted: string | undefined): Target {
  const field = wanted === undefined ? 'current-context' : '--context';
  const name = wanted ?? config.currentContext;
  if (name === null) throw unknownContext(field, null, config);
  const context = config.contexts.get(name);
  if (context === undefined) throw unknownContext(field, name, config);
  const clusterName = stringOrNull(context['cluster']) ?? '';
  const cluster = config.clusters.get(clusterName);
  const server = stringOrNull(cluster?.['server']);
  if (cluster === undefined || server === null || !URL.canParse(server)) {
    throw usageError([
      {
        field: source,
        value: clusterName,
        message: `the cluster of context ${name} is missing or has no server URL`,
      },
    ]);
  }
  requireNoCredentials(server, source);
  const target = {
    context: name,
    namespace: stringOrNull(context['namespace']) ?? 'default',
    cluster: { ...cluster, server: server.replace(/\/+$/, '') },
    user: findUser(config, context, name, source),
  };
  requireRealValues(target, source);
  return target;
}

/** The address of the server stands in results and messages. @throws PodStartSloError usage */
function requireNoCredentials(server: string, source: string): void {
  const { username, password } = new URL(server);
  if (username === '' && password === '') return;
  throw usageError([
    {
      field: `${source}: cluster.server`,
      value: withoutPassword(server),
      message: 'holds a user name or a password, and this address is part of results and messages',
      fix: 'move them to username and password of the user',
    },
  ]);
}

function findUser(config: RawKubeconfig, context: Settings, contextName: string, source: string): Settings {
  const name = stringOrNull(context['user']);
  if (name === null) return {};
  const user = config.users.get(name);
  if (user !== undefined) return user;
  throw usageError([
    { field: source, value: name, message: `the user of context ${contextName} is missing` },
  ]);
}

function unknownContext(field: string, name: string | null, config: RawKubeconfig): Error {
  const known = [...config.contexts.keys()].sort();
  const list = known.length === 0 ? 'the kubeconfig has none' : `there are: ${known.join(', ')}`;
  const nearest =
    name === null ? undefined : known.toSorted((a, b) => distance(a, name) - distance(b, name))[0];
  const fix = nearest === undefined ? 'Name one with --context.' : `Did you mean ${nearest}?`;
  return usageError([
    name === null
      ? { field, message: `no context is chosen; ${list}`, ...(known.length === 0 ? {} : { fix }) }
      : { field, value: name, message: `no such context; ${list}`, ...(known.length === 0 ? {} : { fix }) },
  ]);
}

function fromServiceAccount({ env, serviceAccountDir }: TargetOptions): Target | null {
  const host = env['KUBERNETES_SERVICE_HOST'];
  const port = env['KUBERNETES_SERVICE_PORT'] ?? '443';
  const tokenFile = path.join(serviceAccountDir, 'token');
  if (host === undefined || !existsSync(tokenFile)) return null;
  const namespaceFile = path.join(serviceAccountDir, 'namespace');
  return {
    context: null,
    namespace: existsSync(namespaceFile) ? readFileSync(namespaceFile, 'utf8').trim() : 'default',
    cluster: {
      server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
      'certificate-authority': path.join(serviceAccountDir, 'ca.crt'),
    },
    user: { tokenFile },
  };
}
