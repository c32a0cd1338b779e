import { PodStartSloError } from '../../core/errors.ts';
import { runCommand } from '../programs/command.ts';
import { containerEngine } from '../programs/container-engine.ts';
import { kindNodes, nodeKubectl } from './nodes.ts';
import type { Registry, RegistryWish } from './registry.ts';
import { inContainer } from '../nodes/node-program.ts';
import type { Beside, ProgramOptions } from '../provider.ts';

/**
 * Writes into the first of containerd's folders that can be written to; one may be mounted read-only. containerd reads
 * it at each pull (https://github.com/containerd/containerd/blob/main/docs/hosts.md).
 */
const script = `
for root in $(echo "$1" | tr : ' '); do
  mkdir -p "$root/$2" && printf %s "$3" >"$root/$2/hosts.toml" && exit 0
done
exit 1
`;

/**
 * Makes the nodes pull `localhost:PORT/…` from the registry, as kind's own guide does
 * (https://kind.sigs.k8s.io/docs/user/local-registry/). @throws PodStartSloError cluster
 */
export async function wireRegistry(
  cluster: string,
  { port }: RegistryWish,
  registry: Registry,
  options: ProgramOptions,
): Promise<Beside> {
  const beside = await joinNetwork(registry, options);
  const file = hostsFile(await hostOf(registry, options), registry.port);
  for (const node of await kindNodes(cluster, options))
    await writeHosts(node, `localhost:${port}`, file, options);
  await announce(cluster, port, options);
  return beside;
}

/** A registry that is not the run's leaves the network again. */
async function joinNetwork({ container }: Registry, options: ProgramOptions): Promise<Beside> {
  const engine = containerEngine(options.env);
  const network = networkOf(engine, options.env);
  const format = '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}';
  const joined = await runCommand(engine, ['inspect', '--format', format, container], options);
  if (joined.trim().split(' ').includes(network)) return {};
  await runCommand(engine, ['network', 'connect', network, container], options);
  return {
    async afterDeletion(signal) {
      const args = ['network', 'disconnect', network, container];
      await runCommand(engine, args, { ...options, signal }).catch(() => undefined);
    },
  };
}

/** Its address: Podman's networks of the older kind know no names. One of IPv6 alone is called by its name. */
async function hostOf({ container }: Registry, options: ProgramOptions): Promise<string> {
  const engine = containerEngine(options.env);
  const format = `{{(index .NetworkSettings.Networks "${networkOf(engine, options.env)}").IPAddress}}`;
  const told = await runCommand(engine, ['inspect', '--format', format, container], options);
  return told.trim() === '' ? container : told.trim();
}

/** kind has a switch for the name of its network too. */
function networkOf(engine: string, env: ProgramOptions['env']): string {
  const variable = `KIND_EXPERIMENTAL_${engine === 'podman' ? 'PODMAN' : 'DOCKER'}_NETWORK`;
  return env[variable] ?? 'kind';
}

/** With the server named too, a missing image is "not found", not a complaint about a port where nobody listens. */
function hostsFile(host: string, port: number): string {
  const url = `http://${host}:${port}`;
  return `server = "${url}"\n\n[host."${url}"]\n  capabilities = ["pull", "resolve"]\n`;
}

async function writeHosts(node: string, host: string, file: string, options: ProgramOptions): Promise<void> {
  const engine = containerEngine(options.env);
  const dump = await runCommand(...inContainer(engine, node, ['containerd', 'config', 'dump']), options);
  const folders = configPathIn(dump);
  if (folders === null)
    throw notWired(
      node,
      host,
      'its containerd has no config_path for registries',
      'leave containerd’s registry settings out of the configuration of kind',
    );
  try {
    await runCommand(...inContainer(engine, node, ['sh', '-c', script, 'sh', folders, host, file]), options);
  } catch (error) {
    options.signal.throwIfAborted();
    throw notWired(
      node,
      host,
      `${folders} cannot be written to`,
      'mount nothing read-only there with extraMounts',
      error,
    );
  }
}

/** Where containerd looks for registries, of what `containerd config dump` prints (versions 2 and 3); null for nowhere. */
export function configPathIn(dump: string): string | null {
  let isOfRegistries = false;
  for (const line of dump.split('\n')) {
    const [, table] = /^\s*\[(.+)\]\s*$/.exec(line) ?? [];
    if (table !== undefined) isOfRegistries = /^plugins\..*cri.*\.registry$/.test(table);
    const [, path] = /^\s*config_path = ["'](.+)["']\s*$/.exec(line) ?? [];
    if (isOfRegistries && path !== undefined) return path;
  }
  return null;
}

/** Tells other tools of it (https://github.com/kubernetes/enhancements/tree/master/keps/sig-cluster-lifecycle/generic/1755-communicating-a-local-registry). */
async function announce(cluster: string, port: number, options: ProgramOptions): Promise<void> {
  const hosting = `host: "localhost:${port}"\nhelp: "https://kind.sigs.k8s.io/docs/user/local-registry/"\n`;
  const literal = `--from-literal=localRegistryHosting.v1=${hosting}`;
  const args = ['create', 'configmap', 'local-registry-hosting', '--namespace=kube-public', literal];
  await nodeKubectl(cluster, args, options);
}

function notWired(node: string, host: string, why: string, hint: string, cause?: unknown): PodStartSloError {
  return new PodStartSloError(
    'cluster',
    `node ${node} cannot be configured to pull from ${host}: ${why}`,
    { hint },
    cause,
  );
}
