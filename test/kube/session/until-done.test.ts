import { expect, it } from 'vitest';
import { connect } from '../../../src/kube/connection/connect.ts';
import { untilDone } from '../../../src/kube/session/until-done.ts';
import { FakeClock } from '../../run/fake-space.ts';
import { json, ScriptedApiServer } from '../scripted-api-server.ts';

const { signal } = new AbortController();
const condition = (type: string) => ({ conditions: [{ type, status: 'True' }] });

interface Case {
  kind: 'Job' | 'Pod';
  spec?: object;
  statuses: readonly object[];
}

/** How many times it was looked at until it was done. @throws where it failed */
async function looks({ kind, spec = {}, statuses }: Case): Promise<number> {
  const apiVersion = kind === 'Job' ? 'batch/v1' : 'v1';
  const plural = `${kind.toLowerCase()}s`;
  const object = { apiVersion, kind, metadata: { name: 'migrate', namespace: 'test' }, spec };
  const path = `${kind === 'Job' ? '/apis/batch/v1' : '/api/v1'}/namespaces/test/${plural}/migrate`;
  const server = await ScriptedApiServer.start();
  server.on(`GET ${path}`, ...statuses.map((status) => json(200, { ...object, status })));
  const kubeconfig = await server.kubeconfig({ token: 'secret' });
  const api = await connect({ kubeconfig, env: {}, signal });
  try {
    const resource = { apiVersion, kind, plural, namespaced: true };
    await untilDone(api, { object, resource }, { clock: new FakeClock(), signal });
    return server.count(`GET ${path}`);
  } finally {
    await api.close();
    await server.close();
  }
}

it('waits for a Job until it is complete, and for a Pod that is not restarted until it has succeeded', async () => {
  expect(await looks({ kind: 'Job', statuses: [{}, { active: 1 }, condition('Complete')] })).toBe(3);
  const spec = { restartPolicy: 'Never' };
  const statuses = [{ phase: 'Pending' }, { phase: 'Running' }, { phase: 'Succeeded' }];
  expect(await looks({ kind: 'Pod', spec, statuses })).toBe(3);
});

it('waits for no other', async () => {
  expect(await looks({ kind: 'Pod', statuses: [{ phase: 'Running' }] })).toBe(0);
});

it('says what failed, and what does not end', async () => {
  await expect(looks({ kind: 'Job', statuses: [condition('Failed')] })).rejects.toMatchObject({
    code: 'cluster',
    message: 'Job/migrate of the set-up failed',
  });
  await expect(looks({ kind: 'Job', statuses: [{}] })).rejects.toMatchObject({
    message: 'Job/migrate of the set-up had not ended after 10 min',
  });
});
