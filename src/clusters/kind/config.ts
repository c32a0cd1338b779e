import { readFile } from 'node:fs/promises';
import { messageOf, usageError } from '../../core/errors.ts';
import { parseDocument, YAMLSeq } from 'yaml';

/** Nodes of kind before v0.27 have no folder for registries; for later ones it is what they have. */
const registryPatch = `[plugins."io.containerd.grpc.v1.cri".registry]
  config_path = "/etc/containerd/certs.d"
`;
const patches = 'containerdConfigPatches';
const usual = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n';

/** kind's configuration with a folder for registries in its nodes, unless it says itself where that is. */
export function withRegistryFolder(config: string | null): string {
  const document = parseDocument(config ?? usual);
  const list = document.get(patches);
  const given = list instanceof YAMLSeq ? list.toJSON() : [];
  if (given.some((patch) => String(patch).includes('config_path'))) return document.toString();
  document.set(patches, [...given, registryPatch]);
  return document.toString();
}

/** @throws PodStartSloError usage where there is no such file */
export async function readKindConfig(path: string | null): Promise<string | null> {
  if (path === null) return null;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw usageError([{ field: '--kind-config', value: path, message: messageOf(error) }]);
  }
}
