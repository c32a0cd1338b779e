import { describe, expect, it } from 'vitest';
import type { Prepared } from '../../../src/hosts/action/prepare.ts';
import { runAction } from '../../../src/hosts/action/run-action.ts';
import { makeResult } from '../../make-result.ts';
import { fakeHost } from './fake-host.ts';

const given = { image: 'app:pr', port: '8080', objectives: 'p95 <= 30s' };

/** What a run was asked for. */
async function prepared(inputs: Record<string, string>): Promise<Prepared> {
  const asked: Prepared[] = [];
  await runAction(fakeHost(inputs), (wanted) => {
    asked.push(wanted);
    return Promise.resolve(makeResult({ scenarios: [] }));
  });
  const [first] = asked;
  if (first === undefined) throw new Error('was not started');
  return first;
}

describe('The input options', () => {
  it('takes everything else as options, of the scenario, the run and the cluster', async () => {
    const options = `
seed: 7
defaults: { warmup: 3, podLogs: true, workload: { args: [serve] } }
cluster: { nodeImage: 'kindest/node:v1.33.1', wait: 5m, keep: true, registry: true, registryPort: 5002 }
`;
    const { cluster, plan } = await prepared({ ...given, options });
    expect(plan).toMatchObject({ seed: 7, scenarios: [{ warmup: 3, podLogs: true }] });
    expect(plan.scenarios[0]?.workload).toMatchObject({ image: 'app:pr', args: ['serve'] });
    expect(cluster).toMatchObject({
      ...{ kind: 'kind', nodeImage: 'kindest/node:v1.33.1', waitMs: 300_000, keep: true },
      registry: { port: 5002 },
    });
    const existing = { ...given, options: 'cluster: { provider: existing, context: mine }' };
    expect((await prepared(existing)).cluster).toMatchObject({ kind: 'existing', context: 'mine' });
    const both = await prepared({ ...existing, cluster: 'k3d', options: 'cluster: { provider: kind }' });
    expect(both.cluster.kind).toBe('k3d');
  });
});
