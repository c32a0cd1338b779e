import type { ProvidedCluster } from '../../clusters/choice.ts';
import { isTaken } from '../../clusters/own/taken.ts';
import { requireEngine } from '../../clusters/programs/require-engine.ts';
import type { OnCreating } from '../../clusters/provider.ts';
import { providers } from '../../clusters/registry.ts';
import type { Report } from '../../core/ports.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';
import { saveState } from './state.ts';

export interface OwnClusterParts {
  host: Pick<Host, 'env' | 'toolkit' | 'parentPid'>;
  log: Log;
  report: Report;
  signal: AbortSignal;
}

/**
 * Does work on a cluster of this step. Its program is downloaded where that is possible, and else the runner's, by its PATH.
 * What post has to look after is saved before there is anything to look after. @throws what the work throws
 */
export async function withOwnCluster<T>(
  cluster: ProvidedCluster,
  { host, log, report, signal }: OwnClusterParts,
  work: (cluster: ProvidedCluster) => Promise<T>,
): Promise<T> {
  const { kind: provider, name, keep } = cluster;
  log.group(`${provider} cluster ${name}`);
  const usual = providers[provider];
  const { download } = usual;
  // The provider checks it again; here it spares the download.
  if (download !== undefined) await requireEngine(usual.engine(host.env), { env: host.env, signal });
  const program = (await download?.obtain(cluster, { env: host.env, report }, signal)) ?? cluster.program;
  const onCreating: OnCreating = (_, owner) => {
    saveState(host.toolkit, 'cluster', { provider, name, owner, keep });
    return Promise.resolve();
  };
  const onLogs = (folder: string): void => host.toolkit.output('logs-path', folder);
  const onKept = (kubeconfig: string): void => {
    host.toolkit.output('cluster-name', name);
    host.toolkit.output('kubeconfig', kubeconfig);
  };
  try {
    return await work({ ...cluster, program, onCreating, onLogs, onKept });
  } catch (error) {
    // Somebody else has a cluster of this name: it is not ours to delete. After any other error post looks after it.
    if (isTaken(error)) saveState(host.toolkit, 'cluster', null);
    throw error;
  }
}
