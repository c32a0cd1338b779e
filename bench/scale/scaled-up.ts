import { deployment, manifest, service } from '../../test/cluster/support/manifests.ts';
import { title } from '../print.ts';
import type { Place } from './main.ts';
import { ours, sumOf } from './ours.ts';
import { simulatedSpec } from './pods.ts';
import { line } from './report.ts';

const sizes = [10, 100];

/**
 * A Deployment that is scaled from one replica: its pods are made by its controller, so the requests until it stands are the
 * same for all.
 */
export async function scaledUp({ targets }: Place): Promise<void> {
  title('a Deployment of our own from 1 to so many replicas, pods not asked themselves');
  line('', ['requests', 'CPU s', 'peak RSS MB']);
  const requests: number[] = [];
  for (const size of sizes) {
    const flags = ['--experiment', 'scaling', '--from', '1', '--to', String(size), '--no-ask-pod', '--yes'];
    const { usage } = await ours(flags, manifest(service(), deployment(simulatedSpec(), 1)));
    // Its pods are deleted one by one afterwards. Leases, and looking whether the Deployment is gone, come by the time.
    const beside = sumOf(usage.requests, /leases|^delete pods$|^get (services|deployments)$/);
    const all = sumOf(usage.requests) - beside;
    requests.push(all);
    line(`to ${size}`, [String(all), usage.cpuSeconds.toFixed(2), (usage.rssBytes / 1e6).toFixed(0)]);
  }
  const [few = 0, many = 0] = requests;
  console.log(
    `  requests, 100 over 10: ${many - few} more ${targets.atMost('requests of scaling', many - few, 10, 'more')}`,
  );
}
