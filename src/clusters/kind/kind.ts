import { join } from 'node:path';
import { writeNew } from '../../files/write-whole.ts';
import { runCommand } from '../programs/command.ts';
import { containerEngine } from '../programs/container-engine.ts';
import { linesOf } from '../programs/lines.ts';
import { requireImages } from '../programs/require-images.ts';
import { isPublishedHere } from '../loopback.ts';
import { note } from '../note.ts';
import type { ProgramOptions, Provider, Work } from '../provider.ts';
import { readKindConfig, withRegistryFolder } from './config.ts';
import { kindDownload } from './download/kind-download.ts';
import { loadImages } from './load.ts';
import { chosenNodeImage } from './node-image.ts';
import { kindNodeTools } from './nodes.ts';
import { waitForNodes } from './ready.ts';
import { isInRegistry, provideRegistry, registriesOf, removeRegistry } from './registry.ts';
import { wireRegistry } from './registry-wiring.ts';
import { removeKindNodes } from './remove.ts';
import { settingsOf, type KindSettings } from './settings.ts';

const contextPrefix = 'kind-';

/** https://kind.sigs.k8s.io/ */
export const kind: Provider<KindSettings> = {
  name: 'kind',
  noun: 'kind cluster',
  usualTime: '20 to 60 s',
  cleanupMs: 60_000,
  commands: { list: 'kind get clusters', remove: (name) => `kind delete cluster --name ${name}` },
  label: 'io.x-k8s.kind.cluster',
  mayBeMachines: false,
  // What kind says, and each engine where another `kind` was quicker by a moment.
  saysTaken: /already exist for a cluster|name "[^"]+" is already (in use|used)/,
  engine: containerEngine,
  needsEngine: () => true,
  contextOf: (name) => `${contextPrefix}${name}`,
  isOfThisMachine: (context, host) => /^kind-./.test(context) && isPublishedHere(host),
  settingsOf,
  async check(settings, options) {
    const nodeImage = settings.isThere ? null : await chosenNodeImage(settings, options);
    await requireImages(containerEngine(options.env), settings.loadImages, options);
    return { ...settings, nodeImage };
  },
  async list(options) {
    const printed = await runCommand(options.program, ['get', 'clusters'], options);
    return linesOf(printed).map((name) => ({ name }));
  },
  /** The registry comes first: a port that is taken is found in a second, a cluster in a minute. */
  async beside({ settings: { name, registry }, options, owned }) {
    if (registry === null || owned === null) return () => Promise.resolve({});
    if (registry.image !== null) await owned.withRegistry();
    const found = await provideRegistry({ name, owner: owned.owner }, registry, options);
    return () => wireRegistry(name, registry, found, options);
  },
  async create(work) {
    const { settings, kubeconfig } = work;
    const options = telling(work);
    const config = await configFor(work);
    await runCommand(settings.program, createArgs({ ...settings, config }, kubeconfig), options);
    await waitForNodes(settings.name, settings.waitMs, options);
  },
  async writeKubeconfig({ settings: { name, program }, options, kubeconfig }) {
    const args = ['export', 'kubeconfig', '--name', name, '--kubeconfig', kubeconfig];
    await runCommand(program, args, options);
  },
  async loadImages(work) {
    const { name, loadImages: images, registry } = work.settings;
    const say = (message: string): void => note(work.deps, message);
    await loadImages({ cluster: name, images, registryPort: registry?.port ?? null, say }, telling(work));
  },
  imagesOnNodes: ({ loadImages: images, registry }) =>
    images.filter((image) => !isInRegistry(image, registry?.port ?? null)),
  nodeTools: (name, options) => Promise.resolve(kindNodeTools(name, options)),
  // A kind cluster of the user's is known by its context; its nodes are containers here.
  nodeToolsOf: (context, env) =>
    context.startsWith(contextPrefix)
      ? kindNodeTools(context.slice(contextPrefix.length), { env, program: 'kind' })
      : null,
  async exportLogs(name, folder, options) {
    await runCommand(options.program, ['export', 'logs', folder, '--name', name], options);
  },
  remove: removeKindNodes,
  registry: { list: registriesOf, remove: removeRegistry },
  download: kindDownload,
};

/** Of kind's own lines those that say what is done; its advice is about a kubeconfig that is not the user's. */
function telling({ options, deps }: Work<KindSettings>): ProgramOptions {
  const onLine = (line: string): void => {
    if (line.includes('✓')) note(deps, line);
  };
  return { ...options, onLine };
}

/** With a registry the nodes need a folder that tells where it is. */
async function configFor({ settings, kubeconfig }: Work<KindSettings>): Promise<string | null> {
  if (settings.registry === null) return settings.config;
  const config = join(kubeconfig, '..', 'kind.yml');
  await writeNew(config, withRegistryFolder(await readKindConfig(settings.config)), 0o600);
  return config;
}

/** Arguments of `kind` that create the cluster. What fails stays for its logs; kind would delete it by its name. */
export function createArgs(
  { name, nodeImage, config }: Pick<KindSettings, 'name' | 'nodeImage' | 'config'>,
  kubeconfig: string,
): string[] {
  return [
    ...['create', 'cluster', '--name', name, '--kubeconfig', kubeconfig, '--retain'],
    ...(nodeImage === null ? [] : ['--image', nodeImage]),
    ...(config === null ? [] : ['--config', config]),
  ];
}
