import { globSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { folderPrefix, type OwnCluster } from '../../clusters/own/folder.ts';
import { readKubeconfigs, type Settings } from '../../kube/connection/kubeconfig-file.ts';
import type { Environment } from '../start-run.ts';

/** Keys of a kubeconfig's user that hold a secret (https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/). */
const secretKeys = ['token', 'password', 'client-key-data'];

/** The credentials of all users in the kubeconfig that a run would use. */
export function kubeconfigSecrets(kubeconfig: string | null, env: Environment): string[] {
  const files = kubeconfig === null ? usualFiles(env) : [kubeconfig];
  return [...new Set(files.flatMap(secretsIn))];
}

/** The credentials of a cluster that was just made, or that a folder was just made for. */
export function ownSecrets(cluster: OwnCluster): string[] {
  const files = globSync(`${folderPrefix(cluster)}*/kubeconfig`, { cwd: tmpdir() });
  return files.flatMap((file) => secretsIn(join(tmpdir(), file)));
}

function usualFiles(env: Environment): string[] {
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  return listed.length > 0 ? listed : [join(env['HOME'] ?? homedir(), '.kube', 'config')];
}

/** A file that cannot be read is told about by whoever connects with it. */
function secretsIn(file: string): string[] {
  try {
    return [...readKubeconfigs([file], 'kubeconfig').users.values()].flatMap(secretsOf);
  } catch {
    return [];
  }
}

function secretsOf(user: Settings): string[] {
  return secretKeys.map((key) => user[key]).filter((value) => typeof value === 'string');
}
