import { kubectl } from './kubectl.ts';

/** As if the run had given its last sign of life long ago. */
export async function expireLease(namespace: string, runId: string): Promise<void> {
  const patch = { spec: { renewTime: '2020-01-01T00:00:00.000000Z' } };
  const lease = `lease/pod-start-slo-${runId}`;
  await kubectl(['patch', lease, '-n', namespace, '--type=merge', '-p', JSON.stringify(patch)]);
}
