import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { environment } from './environment.ts';

export interface Kubeconfig {
  'current-context': string;
  contexts: [{ name: string; context: { cluster: string; user: string; namespace?: string } }];
  clusters: [{ name: string; cluster: { server: string; 'certificate-authority-data': string } }];
  users: [{ name: string; user: object }];
}

/** A copy of the kubeconfig of the tests' cluster with changes, in a file of its own; its path. */
export function kubeconfigWith(folder: string, change: (config: Kubeconfig) => void): string {
  const config = parse(readFileSync(environment().kubeconfig, 'utf8')) as Kubeconfig;
  change(config);
  const path = join(folder, 'kubeconfig.yml');
  writeFileSync(path, stringify(config), { mode: 0o600 });
  return path;
}

/** A copy that reaches the cluster at another address. */
export function kubeconfigAt(folder: string, server: string): string {
  return kubeconfigWith(folder, ({ clusters: [{ cluster }] }) => {
    cluster.server = server;
  });
}

/** Where the API server listens on this machine. */
export function apiServerAddress(): { host: string; port: number } {
  const config = parse(readFileSync(environment().kubeconfig, 'utf8')) as Kubeconfig;
  const { hostname, port } = new URL(config.clusters[0].cluster.server);
  return { host: hostname, port: Number(port) };
}
