import { join } from 'node:path';
import { PodStartSloError } from '../../core/errors.ts';
import { isLoopback } from '../loopback.ts';
import { note, warn } from '../note.ts';
import { runCommand } from '../programs/command.ts';
import type { Beside, ClusterSettings, Provider, Work } from '../provider.ts';
import { minikubeNodeTools } from './nodes.ts';
import { listProfiles } from './profile.ts';
import { endTunnels, removeMinikubeProfile } from './remove.ts';
import { startMinikube, type MinikubeStart } from './start.ts';
import { startTunnel } from './tunnel.ts';

type MinikubeSettings = ClusterSettings & MinikubeStart;

/** https://minikube.sigs.k8s.io/ */
export const minikube: Provider<MinikubeSettings> = {
  name: 'minikube',
  noun: 'minikube profile',
  usualTime: '30 to 120 s',
  cleanupMs: 120_000,
  commands: { list: 'minikube profile list', remove: (name) => `minikube delete -p ${name}` },
  label: 'name.minikube.sigs.k8s.io',
  mayBeMachines: true,
  saysTaken: null,
  engine: () => 'docker',
  // Of the others nobody knows beforehand which it takes by itself.
  needsEngine: (settings) => settings?.driver === 'docker',
  contextOf: (name) => name,
  // Its node has an address of a network of this machine's.
  isOfThisMachine: (context, host) =>
    context === 'minikube' && (isLoopback(host) || /^192\.168(\.\d+){2}$/.test(host)),
  settingsOf: ({ value: { driver = null, kubernetesVersion = null, minikubeArgs = [] } }) => ({
    ...{ driver, kubernetesVersion, args: minikubeArgs },
  }),
  async list(options) {
    return (await listProfiles(options)).map(({ name, isRunning }) => {
      if (isRunning) return { name };
      const fix = `start it with "minikube start -p ${name}"`;
      return { name, trouble: { message: 'this minikube profile does not run', fix } };
    });
  },
  beside: (work) => Promise.resolve(() => openTunnel(work)),
  async create({ settings, options, deps }) {
    await startMinikube(settings, options, (step) => note(deps, step));
  },
  async writeKubeconfig({ settings: { name, program }, options }) {
    await runCommand(program, ['update-context', '--profile', name], options);
  },
  async loadImages({ settings: { name, program, loadImages }, options }) {
    for (const image of loadImages) await runCommand(program, loadArgs(name, image), options);
  },
  async nodeTools(name, options) {
    const profile = (await listProfiles(options)).find((each) => each.name === name);
    return minikubeNodeTools(name, profile?.driver ?? '', options);
  },
  async exportLogs(name, folder, options) {
    await runCommand(options.program, logsArgs(name, folder), options);
  },
  endProcesses: endTunnels,
  remove: removeMinikubeProfile,
};

/** Arguments of `minikube` that put an image on the nodes; nothing in the image's name is a flag. */
export function loadArgs(profile: string, image: string): string[] {
  return ['image', 'load', '--profile', profile, '--', image];
}

/** Arguments of `minikube` that write the logs of all nodes into a file. */
export function logsArgs(profile: string, folder: string): string[] {
  return ['logs', '--profile', profile, '--file', join(folder, 'minikube.log')];
}

/** A Service of type LoadBalancer has no address without one; where nobody insists on that, node ports do. */
async function openTunnel({ settings: { name }, options, deps }: Work<MinikubeSettings>): Promise<Beside> {
  if (deps.needsLoadBalancer === 'no') return {};
  try {
    const tunnel = await startTunnel(name, { ...options, onEnd: (why) => warn(deps, why) });
    const told = tunnel === null ? 'a minikube tunnel runs already, and is used' : 'minikube tunnel is open';
    note(deps, `${told}: Services of type LoadBalancer get an address`);
    return tunnel ?? {};
  } catch (error) {
    const isOptional = error instanceof PodStartSloError && deps.needsLoadBalancer === 'maybe';
    if (!isOptional || options.signal.aborted) throw error;
    warn(deps, `${error.message}; going on without. To have one: ${error.facts.hint ?? ''}`);
    return {};
  }
}
