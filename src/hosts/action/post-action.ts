import { messageOf } from '../../core/errors.ts';
import type { Host } from './host.ts';
import { deleteKubeconfigFile } from './kubeconfig-input.ts';
import { Log } from './log.ts';
import { readState, type MadeCluster, type StartedRun } from './state.ts';

/** What post touches of its process. */
export type PostHost = Pick<Host, 'env' | 'toolkit'>;

/** Deletes what a killed step left; each resolves with what it could not delete. */
export interface Leftovers {
  cluster: (cluster: MadeCluster, host: PostHost, log: Log) => Promise<readonly string[]>;
  run: (run: StartedRun, host: PostHost, log: Log) => Promise<readonly string[]>;
}

/** Looks after what main has said it created. Done twice it does no harm, and it never fails the job. */
export async function postAction(host: PostHost, leftovers: Leftovers): Promise<void> {
  const log = new Log(host.toolkit);
  const { cluster, run } = readState(host.toolkit);
  const left: string[] = [];
  const collect = async (work: Promise<readonly string[]>): Promise<void> => {
    left.push(...(await work.catch((error: unknown) => [messageOf(error)])));
  };
  if (cluster?.keep === true)
    log.say(`${cluster.provider} cluster ${cluster.name} is kept running, as requested`);
  else if (cluster !== null) await collect(leftovers.cluster(cluster, host, log));
  if (run !== null) await collect(leftovers.run(run, host, log));
  deleteKubeconfigFile(host);
  if (left.length > 0) log.annotate('warning', 'Something was left behind', left.join('\n'));
}
