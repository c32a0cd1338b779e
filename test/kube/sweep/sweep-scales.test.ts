import { expect, it } from 'vitest';
import type { ScaleRecord } from '../../../src/core/experiments/scaling/scale-record.ts';
import { sweep, type Swept } from '../../../src/kube/sweep/sweep.ts';
import { clientOf, skippingClock } from '../kube-harness.ts';
import { json, ScriptedApiServer } from '../scripted-api-server.ts';

const leases = '/apis/coordination.k8s.io/v1/namespaces/ci/leases';
const scale = '/apis/apps/v1/namespaces/ci/deployments/web/scale';

interface Run {
  runId: string;
  bornAt: string;
  isAlive: boolean;
  /** What it had found, and what it gave. */
  from: number;
  to: number;
}

function leaseOf({ runId, bornAt, isAlive, from, to }: Run, look: number): object {
  const record: ScaleRecord = { kind: 'Deployment', name: 'web', uid: 'uid-web', replicas: from, ours: [to] };
  return {
    metadata: {
      ...{
        name: `pod-start-slo-${runId}`,
        namespace: 'ci',
        uid: `lease-${runId}`,
        creationTimestamp: bornAt,
      },
      resourceVersion: isAlive ? `${look}` : '1',
      labels: { 'pod-start-slo/run-id': runId, 'app.kubernetes.io/managed-by': 'pod-start-slo' },
      annotations: { 'pod-start-slo/kinds': '', 'pod-start-slo/scaled': JSON.stringify([record]) },
    },
    spec: { holderIdentity: runId, renewTime: bornAt, leaseDurationSeconds: 40 },
  };
}

/** Sweeps after these runs, which have left a Deployment with so many replicas; what it has then, and which leases go. */
async function sweptAfter(
  runs: readonly Run[],
  replicas: number,
): Promise<Swept & { replicas: number; gone: string[] }> {
  const server = await ScriptedApiServer.start();
  let has = replicas;
  let looks = 0;
  server
    .on(`GET ${leases}`, (response, asked) => {
      const of = asked.query.get('labelSelector')?.split('=')[1];
      const listed = runs.filter(({ runId }) => of === undefined || runId === of);
      json(200, { items: listed.map((run) => leaseOf(run, (looks += 1))) })(response, asked);
    })
    .on('GET /api/v1/namespaces/ci', json(200, { metadata: { name: 'ci' } }))
    .on(`GET ${scale}`, (response, asked) =>
      json(200, { metadata: { uid: 'uid-web' }, spec: { replicas: has } })(response, asked),
    )
    .on(`PATCH ${scale}`, (response, asked) => {
      has = (JSON.parse(asked.body) as { spec: { replicas: number } }).spec.replicas;
      json(200, {})(response, asked);
    });
  for (const { runId } of runs)
    server.on(`DELETE ${leases}/pod-start-slo-${runId}`, json(200, { kind: 'Status', status: 'Success' }));
  const api = await clientOf(server);
  const { signal } = new AbortController();
  const request = { namespace: 'ci', runId: null, all: false };
  const swept = await sweep(api, request, { clock: skippingClock(), signal });
  await api.close();
  await server.close();
  const gone = runs
    .map(({ runId }) => runId)
    .filter((runId) => server.count(`DELETE ${leases}/pod-start-slo-${runId}`) > 0);
  return { ...swept, replicas: has, gone };
}

const first: Run = { runId: 'first', bornAt: '2026-01-01T10:00:00Z', isAlive: false, from: 1, to: 3 };
const second: Run = { runId: 'second', bornAt: '2026-01-01T11:00:00Z', isAlive: false, from: 3, to: 5 };

it.each([
  ['the older first', [first, second]],
  ['the younger first', [second, first]],
])(
  'of two dead runs on one target, each is undone, whatever order they are listed in: %s',
  async (_, runs) => {
    const swept = await sweptAfter(runs, 5);
    expect(swept).toMatchObject({ replicas: 1, left: [], untouched: [] });
    expect(swept.restored).toEqual([
      'Deployment web in ci from 5 to 3 replicas',
      'Deployment web in ci from 3 to 1 replicas',
    ]);
    expect(swept.gone.toSorted()).toEqual(['first', 'second']);
  },
);

it('what a run that is alive is scaling stays as it is, and the dead one keeps its lease', async () => {
  const swept = await sweptAfter([first, { ...second, isAlive: true }], 5);
  expect(swept).toMatchObject({ replicas: 5, restored: [], alive: ['second'], gone: [] });
  expect(swept.left).toEqual([
    expect.stringContaining('since run second is scaling it now; it had 1 replicas'),
  ]);
});

it('a number that somebody else has chosen since stays', async () => {
  const swept = await sweptAfter([first], 7);
  expect(swept.replicas).toBe(7);
  expect(swept.gone).toEqual(['first']);
});
