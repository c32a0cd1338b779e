import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../src/core/result.ts';
import { makeFolder } from '../cluster/support/result.ts';
import { failure, hangUp } from '../kube/scripted-api-server.ts';
import { oneStart, runOn, type Survived } from './stand-in/run-cli.ts';
import { StandInCluster, type RequestFault } from './stand-in/stand-in-cluster.ts';

let cluster: StandInCluster;
let folder: ReturnType<typeof makeFolder>;

beforeEach(async () => {
  folder = makeFolder();
  cluster = await StandInCluster.start();
});

afterEach(async () => {
  await cluster[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const away = failure(500, 'InternalError', 'etcdserver: leader changed');
const answered: RequestFault = (response, asked) => away(response, asked);
/** Does what is asked, and then fails to say so. */
const carriedOut: RequestFault = (response, asked, carryOut) =>
  void carryOut().then(() => away(response, asked));
const cutOff: RequestFault = (response, asked, carryOut) =>
  void carryOut().then(() => hangUp(response, asked));

/** Both starts have their numbers, the program says nothing of trouble, and nothing is left. */
async function expectUnharmed(run: Survived): Promise<void> {
  expect(run).toMatchObject({ code: 0, result: { verdict: 'met', complete: true } });
  expect(countsOf(run.result)).toEqual({ count: 2, timedOut: 0, failed: 0 });
  expect(run.stderr).not.toMatch(/warning|error/);
  await expect.poll(() => cluster.leftovers()).toEqual([]);
}

function countsOf(result: Result | null): object {
  const { count, timedOut, failed } = result?.scenarios[0]?.summary ?? {};
  return { count, timedOut, failed };
}

describe('a create', () => {
  it.each([
    ['pod', /^POST .*\/pods$/],
    ['Service', /^POST .*\/services$/],
    ['namespace', /^POST \/api\/v1\/namespaces$/],
    ['lease', /^POST .*\/leases$/],
  ])('of a %s that fails is sent again under the same name', async (_, route) => {
    cluster.inject(route, answered);
    const run = await runOn(cluster, folder.path);
    await expectUnharmed(run);
  });

  it.each([
    ['pod', /^POST .*\/pods$/],
    ['Service', /^POST .*\/services$/],
    ['namespace', /^POST \/api\/v1\/namespaces$/],
    ['lease', /^POST .*\/leases$/],
  ])('of a %s that was carried out and answered with an error is found to be its own', async (_, route) => {
    cluster.inject(route, carriedOut);
    await expectUnharmed(await runOn(cluster, folder.path));
  });

  it('whose connection breaks after it was carried out is found to be its own', async () => {
    cluster.inject(/^POST .*\/pods$/, cutOff);
    cluster.inject(/^POST \/api\/v1\/namespaces$/, cutOff);
    await expectUnharmed(await runOn(cluster, folder.path));
  });

  it('that never succeeds is told, and nothing is left', async () => {
    cluster.inject(/^POST .*\/pods$/, answered, Infinity);
    const { stderr, code, result } = await runOn(cluster, folder.path, [...oneStart, '--timeout', '2s']);
    expect(code).toBe(3);
    expect(stderr).toContain('creating Pod/app: etcdserver: leader changed');
    expect(stderr.match(/^error:/gm)).toHaveLength(1);
    expect(result).toMatchObject({ complete: false });
    await expect.poll(() => cluster.leftovers()).toEqual([]);
  });
});
