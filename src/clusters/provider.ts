import type { ClusterLogs, CreatedCluster } from '../core/cluster-names.ts';
import type { GivenCluster } from '../core/config/cluster.ts';
import type { ClusterInput } from '../core/config/schema.ts';
import type { Problem } from '../core/errors.ts';
import type { ContainerKiller, ImageCache, Report } from '../core/ports.ts';
import type { ProcessIdentity } from '../files/process-identity.ts';
import type { OwnNote } from './own/note.ts';
import type { OwnProcess } from './own/processes.ts';
import type { Removal } from './own/removal.ts';
import type { CommandOptions } from './programs/command.ts';

type Environment = CommandOptions['env'];

/**
 * What a provider of clusters can do. `lifecycle.ts` does the rest with it, the same for all: who has a name, what is
 * deleted where something fails, what is kept. A new provider is a folder that exports one of these, a name in
 * `core/cluster-names.ts` and an entry in `registry.ts`.
 */
export interface Provider<Settings extends ClusterSettings = ClusterSettings> {
  readonly name: CreatedCluster;
  /** What people call one: `kind cluster`. */
  readonly noun: string;
  /** How long creating one takes as a rule: `20 to 60 s`. */
  readonly usualTime: string;
  /** How long deleting may take after a start that failed. */
  readonly cleanupMs: number;
  /** Commands for people. */
  readonly commands: { list: string; remove: (name: string) => string };
  /** The label by which the containers of a cluster have its name. */
  readonly label: string;
  /** Whether nodes may be virtual machines, which no container engine lists. */
  readonly mayBeMachines: boolean;
  /** What the program says where somebody else was quicker to create a cluster of the name; null where it does not say. */
  readonly saysTaken: RegExp | null;
  /** The container engine that runs the nodes in this environment. */
  engine(env: Environment): string;
  /** Whether it is certain, of these settings or of all, that the nodes are containers of that engine. */
  needsEngine(settings?: Settings): boolean;
  /** The context of a cluster in its kubeconfig. */
  contextOf(name: string): string;
  /** Whether a context has a name that only this provider gives, at an address that is this machine's. */
  isOfThisMachine(context: string, host: string): boolean;
  /** What its own keys of `cluster` ask for. What contradicts itself goes into `problems`. */
  settingsOf(given: GivenCluster, problems: Problem[]): Omit<Settings, keyof ClusterSettings>;
  /** Checks what needs the program or the engine, before anything is created. @throws PodStartSloError usage, cluster */
  check?(settings: Settings, options: ProgramOptions): Promise<Settings>;
  /** The clusters that are there. @throws PodStartSloError cluster */
  list(options: ProgramOptions): Promise<readonly ListedCluster[]>;
  /** Creates what stands next to the cluster. Resolves with how it is connected once the cluster is there. */
  beside?(work: Work<Settings>): Promise<Connect>;
  /** Creates the cluster and its kubeconfig, and waits until its nodes are Ready. @throws PodStartSloError cluster */
  create(work: Work<Settings>): Promise<void>;
  /** Writes the kubeconfig of a cluster that is there. @throws PodStartSloError cluster */
  writeKubeconfig(work: Work<Settings>): Promise<void>;
  /** @throws PodStartSloError cluster */
  loadImages(work: Work<Settings>): Promise<void>;
  /** Those of the images to be loaded that are on the nodes then. Default: all. */
  imagesOnNodes?(settings: Settings): readonly string[];
  /** What can be done on the nodes. @throws PodStartSloError cluster */
  nodeTools(name: string, options: ProgramOptions): Promise<NodeTools>;
  /** The same for a cluster that only its context is known of; null where it is none of these. */
  nodeToolsOf?(context: string, env: Environment): NodeTools | null;
  /** Writes the logs of the nodes into a folder. @throws PodStartSloError cluster */
  exportLogs(name: string, folder: string, options: ProgramOptions): Promise<void>;
  /** Ends processes of a killed run that need more than a signal. Never throws. */
  endProcesses?(processes: readonly OwnProcess[], signal: AbortSignal): Promise<void>;
  /** Deletes what the run has created. Resolves with what may be left. @throws PodStartSloError cluster */
  remove(removal: Removal): Promise<readonly string[]>;
  /** The registry that a run may have created next to its cluster. */
  readonly registry?: {
    /** Ids of its containers. @throws PodStartSloError cluster */
    list(note: OwnNote, options: CommandOptions): Promise<readonly string[]>;
    /** Never throws; resolves with what is left. */
    remove(note: OwnNote, options: CommandOptions): Promise<readonly string[]>;
  };
  /** Set where the program can be downloaded. */
  readonly download?: Download<Settings>;
}

export interface Download<Settings> {
  /** The keys of `cluster` that choose what is downloaded. */
  readonly keys: readonly (keyof ClusterInput)[];
  problems(settings: Settings, env: Environment): readonly Problem[];
  /** The path of the program, installed or downloaded. @throws PodStartSloError usage, cluster; the signal's reason */
  obtain(
    settings: Settings,
    deps: Pick<ProviderDeps, 'report' | 'env'>,
    signal: AbortSignal,
  ): Promise<string>;
}

/** What is said of every cluster that is created or used by its name. */
export interface ClusterSettings {
  /** The program to run: a path, or a name that is looked up on the PATH. */
  program: string;
  name: string;
  /** A cluster that is there is used and left as it is; else one is created, and one that exists is refused. */
  isThere: boolean;
  /** Images of the local container engine, or archives ending in .tar, to load into the nodes. */
  loadImages: readonly string[];
  /** How long the nodes may take to become Ready. */
  waitMs: number;
  /** Leaves the cluster running at the end. */
  keep: boolean;
  /** Null for nothing. */
  onCreating: OnCreating | null;
  /** When the logs of the nodes are collected. */
  logs: ClusterLogs;
  /** Where they are put, in a folder of their own; null for nowhere. */
  logsFolder: string | null;
  /** Called with the folder that logs were collected into. */
  onLogs?: (folder: string) => void;
  /** Called with the kubeconfig of a cluster that is kept running. */
  onKept?: (kubeconfig: string) => void;
}

/**
 * Awaited just before anything is created, when it is sure that no cluster has this name; `owner` tells the run's from any
 * other of the name.
 */
export type OnCreating = (name: string, owner: string) => Promise<void>;

/** How a provider's program is run. */
export interface ProgramOptions extends CommandOptions {
  /** A path, or a name that is looked up on the PATH. */
  program: string;
}

/** A cluster that is being created or used. */
export interface Work<Settings extends ClusterSettings = ClusterSettings> {
  settings: Settings;
  /** The environment names the run's own kubeconfig, so that no program changes the user's. */
  options: ProgramOptions;
  deps: ProviderDeps;
  kubeconfig: string;
  /** Of a cluster that the run creates. */
  owned: { readonly owner: string; withRegistry(): Promise<void> } | null;
}

export interface ListedCluster {
  name: string;
  /** Why it cannot be used, and what to do. */
  trouble?: { message: string; fix: string };
}

/** Connects what stands next to the cluster. @throws PodStartSloError cluster */
export type Connect = () => Promise<Beside>;

/** How what stands next to a cluster ends. */
export interface Beside {
  /** Before the cluster is deleted or left. Never throws; resolves with what is left. */
  stop?(): Promise<readonly string[]>;
  /** After the cluster is deleted. Never throws. */
  afterDeletion?(signal: AbortSignal): Promise<void>;
}

export interface NodeTools {
  /** How images are removed from the nodes; null where the tool has no access to them. */
  imageCache: ImageCache | null;
  /** How containers are killed in place; null likewise. */
  containerKiller: ContainerKiller | null;
}

export interface StartedCluster extends NodeTools {
  /** Kubeconfig file to reach it with; null is the user's own. */
  kubeconfig: string | null;
  context: string | null;
  /**
   * Leaves a cluster that start created to the later steps of a job; `removeEnded` deletes it.
   * @param job the process that lives as long as the job; null where it is not known
   */
  leaveToLaterSteps(job: ProcessIdentity | null): Promise<void>;
  /**
   * Deletes exactly what start created. Never throws; resolves with what is left.
   * @param end whether what was done on the cluster failed; logs may be collected then
   */
  stop(signal: AbortSignal, end?: ClusterEnd): Promise<readonly string[]>;
}

/** How the work on a cluster ended. */
export type ClusterEnd = 'done' | 'failed' | 'interrupted';

export interface ProviderDeps {
  report: Report;
  env: Environment;
  /** Whether the run probes Services of type LoadBalancer by their address; `maybe` where it takes what answers. */
  needsLoadBalancer: 'yes' | 'maybe' | 'no';
}
