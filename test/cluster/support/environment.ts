/** What harness/env tells; see harness/README.md. */
export interface Environment {
  kubeconfig: string;
  slowStartImage: string;
  agnhostImage: string;
  /** With the program chroot, for pods that run those of the node. */
  busyboxImage: string;
  /** The registry as a node calls it. */
  registry: string;
  /** The registry as this machine calls it. */
  registryPush: string;
  /** An image of a registry that listens at port 5000. */
  registryImage: string;
  kindConfig: string;
  /** Empty where kind's default is used. */
  nodeImage: string;
}

/** @throws where harness/env was not evaluated */
export function environment(): Environment {
  return {
    kubeconfig: needed('KUBECONFIG_TEST'),
    slowStartImage: needed('PSS_SLOW_START_IMAGE'),
    agnhostImage: needed('PSS_AGNHOST_IMAGE'),
    busyboxImage: needed('PSS_BUSYBOX_IMAGE'),
    registry: needed('PSS_REGISTRY'),
    registryPush: needed('PSS_REGISTRY_PUSH'),
    registryImage: needed('PSS_REGISTRY_IMAGE'),
    kindConfig: needed('PSS_KIND_CONFIG'),
    nodeImage: process.env['PSS_NODE_IMAGE'] ?? '',
  };
}

function needed(name: string): string {
  const value = process.env[name] ?? '';
  if (value === '') {
    throw new Error(
      `${name} is not set. These tests need the cluster of the harness: run harness/cluster up, then eval "$(harness/env)" in this shell, or npm run test:cluster.`,
    );
  }
  return value;
}
