import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { standard } from '../../../src/core/options/table.ts';
import { environment } from '../../cluster/support/environment.ts';

const { kindConfig, nodeImage, registry } = environment();

/** Registries whose images the workflows name; the nodes find them in the registry of the tests. */
const registries = ['docker.io', 'registry.example.com'];

const mirror = `[host."http://${registry}"]\n  capabilities = ["pull", "resolve"]\n`;

export interface Stand {
  /** Folder with a program called kind. */
  folder: string;
}

/**
 * A kind for workflows that say nothing of where they run: it is the real one, told to use the node image of the tests,
 * since Docker Hub may be out of reach, and nodes that pull from the registry of the tests. It calls itself the version that
 * the action uses by default, of which no release can be downloaded here.
 */
export function stand(home: string): Stand {
  const folder = join(home, 'kind');
  const certs = join(folder, 'certs.d');
  mkdirSync(certs, { recursive: true });
  const config = parse(readFileSync(kindConfig, 'utf8')) as KindConfig;
  for (const node of config.nodes)
    for (const mount of node.extraMounts ?? []) {
      if (mount.containerPath !== '/etc/containerd/certs.d') continue;
      cpSync(mount.hostPath, certs, { recursive: true });
      mount.hostPath = certs;
    }
  for (const name of registries) {
    mkdirSync(join(certs, name), { recursive: true });
    writeFileSync(join(certs, name, 'hosts.toml'), mirror);
  }
  const configFile = join(folder, 'kind.yml');
  writeFileSync(configFile, stringify(config));
  const image = nodeImage === '' ? '' : `--image '${nodeImage}'`;
  const script = `#!/bin/sh
if [ "$1 $2" = 'create cluster' ]; then exec '${realKind()}' "$@" ${image} --config '${configFile}'; fi
if [ "$1" = version ]; then echo 'kind ${standard.kindVersion} go1.26 linux/amd64'; exit; fi
exec '${realKind()}' "$@"
`;
  writeFileSync(join(folder, 'kind'), script);
  chmodSync(join(folder, 'kind'), 0o755);
  return { folder };
}

interface KindConfig {
  nodes: { extraMounts?: { hostPath: string; containerPath: string }[] }[];
}

function realKind(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return join(folders.find((folder) => existsSync(join(folder, 'kind'))) ?? '', 'kind');
}
