import { toolNamespace } from './deployed.ts';
import { kubectl } from './kubectl.ts';
import { waitFor } from './waiting.ts';

/** How a Job and its pods ended. */
export interface JobEnd {
  succeeded: boolean;
  reason: string | undefined;
  exitCode: number | undefined;
  terminationMessage: string | undefined;
  pods: number;
  log: string;
}

interface Job {
  status: { conditions?: { type: string; reason?: string }[] };
}
interface Pods {
  items: {
    status: { containerStatuses: { state: { terminated?: { exitCode: number; message?: string } } }[] };
  }[];
}

/** Runs a Job of the CronJob to its end. */
export async function jobFromCronJob(name: string): Promise<JobEnd> {
  const inNamespace = ['-n', toolNamespace];
  await kubectl(['create', 'job', name, '--from=cronjob/pod-start-slo', ...inNamespace]);
  const end = await waitFor(
    `the end of the Job ${name}`,
    async () => {
      const job = JSON.parse(await kubectl(['get', 'job', name, ...inNamespace, '-o', 'json'])) as Job;
      return job.status.conditions?.find(({ type }) => type === 'Complete' || type === 'Failed') ?? null;
    },
    120_000,
  );
  const selector = ['-l', `job-name=${name}`, ...inNamespace];
  const { items } = JSON.parse(await kubectl(['get', 'pods', ...selector, '-o', 'json'])) as Pods;
  const terminated = items[0]?.status.containerStatuses[0]?.state.terminated;
  return {
    succeeded: end.type === 'Complete',
    reason: end.reason,
    exitCode: terminated?.exitCode,
    terminationMessage: terminated?.message,
    pods: items.length,
    log: await kubectl(['logs', `job/${name}`, ...inNamespace]),
  };
}
