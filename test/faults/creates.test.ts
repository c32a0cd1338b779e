import { describe, expect, it } from 'vitest';
import { failure, hangUp } from '../kube/scripted-api-server.ts';
import { faultBench, unjudged } from './stand-in/bench.ts';
import type { RequestFault } from './stand-in/stand-in-cluster.ts';

const bench = faultBench();

const away = failure(500, 'InternalError', 'etcdserver: leader changed');
const unavailable = failure(
  503,
  'ServiceUnavailable',
  'the server is currently unable to handle the request',
);
const refused: RequestFault = (response, asked) => away(response, asked);
/** Does what is asked, and then fails to say so. */
const carriedOut: RequestFault = (response, asked, carryOut) =>
  void carryOut().then(() => away(response, asked));
const cutOff: RequestFault = (response, asked, carryOut) =>
  void carryOut().then(() => hangUp(response, asked));

const creates = [
  ['pod', /^POST .*\/pods$/],
  ['Service', /^POST .*\/services$/],
  ['namespace', /^POST \/api\/v1\/namespaces$/],
  ['lease', /^POST .*\/leases$/],
] as const;

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe('a create', { retry: 2 }, () => {
  it.each(creates)('of a %s that fails is sent again under the same name', async (_, route) => {
    bench.cluster.inject(route, refused);
    await bench.expectUnharmed(await bench.run());
    expect(bench.cluster.count(route)).toBeGreaterThanOrEqual(2);
  });

  it.each(creates)(
    'of a %s that was carried out and answered with an error is found to be its own',
    async (_, route) => {
      bench.cluster.inject(route, carriedOut);
      await bench.expectUnharmed(await bench.run());
    },
  );

  it('of a pod that is answered with 503, carried out or not, is sent again under the same name', async () => {
    bench.cluster.inject(/^POST .*\/pods$/, (response, asked) => unavailable(response, asked));
    bench.cluster.inject(
      /^POST .*\/pods$/,
      (response, asked, carryOut) => void carryOut().then(() => unavailable(response, asked)),
    );
    await bench.expectUnharmed(await bench.run());
    expect(bench.cluster.count(/^POST .*\/pods$/)).toBeGreaterThanOrEqual(3);
  });

  it('whose connection breaks after it was carried out is found to be its own', async () => {
    bench.cluster.inject(/^POST .*\/pods$/, cutOff);
    bench.cluster.inject(/^POST \/api\/v1\/namespaces$/, cutOff);
    await bench.expectUnharmed(await bench.run());
  });

  it('that never succeeds is told, and nothing is left', async () => {
    bench.cluster.inject(/^POST .*\/pods$/, refused, Infinity);
    const run = await bench.run([...unjudged, '--timeout', '2s']);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('creating Pod/app: etcdserver: leader changed');
    expect(run.stderr.match(/^error:/gm)).toHaveLength(1);
    expect(run.result).toMatchObject({ complete: false });
    await bench.expectNothingLeft();
  });

  it('of a namespace that is never answered well is taken back', async () => {
    bench.cluster.inject(/^POST \/api\/v1\/namespaces$/, carriedOut);
    bench.cluster.inject(/^POST \/api\/v1\/namespaces$/, refused, Infinity);
    const run = await bench.run();
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr).toMatch(/^error: creating namespace pod-start-slo-\w+: etcdserver: leader changed$/m);
    await bench.expectNothingLeft();
  });

  it('that is throttled waits as long as the server asks, and is counted', async () => {
    const slow = failure(429, 'TooManyRequests', 'slow down', { 'retry-after': '1' });
    bench.cluster.inject(/^POST .*\/pods$/, (response, asked) => slow(response, asked));
    const run = await bench.run();
    await bench.expectUnharmed(run);
    expect(run.result?.measurement.throttled).toBe(1);
    expect(run.iterations[0]?.totalMs).toBeGreaterThan(1000);
  });
});

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe('a create that is refused for a while only', { retry: 2 }, () => {
  const taken = failure(
    403,
    'Forbidden',
    'pods "app" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1',
  );
  const isRefused: RequestFault = (response, asked) => taken(response, asked);

  it('goes through once the quota has room again', async () => {
    bench.cluster.inject(/^POST .*\/pods$/, isRefused, 4);
    await bench.expectUnharmed(await bench.run());
    expect(bench.cluster.count(/^POST .*\/pods$/)).toBeGreaterThanOrEqual(5);
  });

  it('until time is up is a start that timed out, with the API server’s reason', async () => {
    bench.cluster.inject(/^POST .*\/pods$/, isRefused, Infinity);
    const run = await bench.run([...unjudged, '--timeout', '2s']);
    expect(run.iterations).toMatchObject([{ outcome: 'timed-out', reason: 'Forbidden' }]);
    expect(run.iterations[0]?.message).toContain('exceeded quota: q');
    await bench.expectNothingLeft();
  });
});
