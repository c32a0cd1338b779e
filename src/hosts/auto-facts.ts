import { containerEngine } from '../clusters/programs/container-engine.ts';
import { onPath } from '../clusters/programs/on-path.ts';
import { isOfThisMachine, providers } from '../clusters/registry.ts';
import {
  chooseCluster,
  type AutoChoice,
  type AutoFacts,
  type Creatable,
  type FoundCluster,
} from '../core/auto-cluster.ts';
import { createdClusters, type CreatedCluster } from '../core/cluster-names.ts';
import { messageOf } from '../core/errors.ts';
import { connect, usualServiceAccountDir } from '../kube/connection/connect.ts';
import { printableValue } from '../core/printable-value.ts';
import { findTarget } from '../kube/connection/kubeconfig.ts';
import type { Target } from '../kube/connection/kubeconfig-target.ts';
import { askEngine, troubleOf } from './program-trouble.ts';
import type { Environment } from './start-run.ts';

export interface AutoRequest {
  kubeconfig: string | null;
  context: string | null;
  /** The host downloads a program that can be downloaded where there is none. */
  downloads: boolean;
  env: Environment;
  signal: AbortSignal;
}

const answersWithinMs = 5000;

/** Looks around, creates nothing, and chooses. */
export async function lookForCluster(request: AutoRequest): Promise<AutoChoice> {
  return chooseCluster(await autoFacts(request));
}

/** Of clusters only one of this machine is asked. */
async function autoFacts({ kubeconfig, context, ...request }: AutoRequest): Promise<AutoFacts> {
  const { env, downloads, signal } = request;
  const engine = askEngine(containerEngine(env));
  const named =
    kubeconfig === null
      ? context === null
        ? null
        : `context ${context}`
      : `kubeconfig ${printableValue(kubeconfig) ?? ''}`.trim();
  const [found, trouble] = await Promise.all([
    named === null ? findCluster(request) : null,
    troubleOf(engine, { env, signal }),
  ]);
  return {
    named,
    found,
    engine: { name: engine[0], trouble },
    created: createdClusters.map((name) => creatable(name, downloads, env)),
  };
}

function creatable(name: CreatedCluster, downloads: boolean, env: Environment): Creatable {
  const provider = providers[name];
  const isDownloaded = downloads && provider.download !== undefined;
  const isThere = isDownloaded || onPath(name, env) !== null;
  return {
    name,
    found: isDownloaded ? 'can be downloaded' : 'is installed',
    trouble: isThere ? null : 'is not installed',
    needsEngine: provider.needsEngine(),
  };
}

async function findCluster({
  env,
  signal,
}: Pick<AutoRequest, 'env' | 'signal'>): Promise<FoundCluster | null> {
  const target = targetIn(env);
  if (target === null) return null;
  const found = { context: target.context, server: target.cluster.server };
  const isOwn = isOfThisMachine(found);
  return { ...found, isOfThisMachine: isOwn, trouble: isOwn ? await silence(found, env, signal) : null };
}

/** One that is garbled or empty leads nowhere. */
function targetIn(env: Environment): Target | null {
  try {
    return findTarget({ env, serviceAccountDir: usualServiceAccountDir });
  } catch {
    return null;
  }
}

/** Why a cluster does not answer; null where it does. */
async function silence(
  { context }: Pick<FoundCluster, 'context'>,
  env: Environment,
  signal: AbortSignal,
): Promise<string | null> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(answersWithinMs)]);
  try {
    const api = await connect({ context: context ?? undefined, env, signal: limit });
    try {
      await api.warm({ connections: 1, signal: limit });
      return null;
    } finally {
      await api.close();
    }
  } catch (error) {
    signal.throwIfAborted();
    return messageOf(error);
  }
}
