import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../../src/core/ports.ts';
import { systemClock } from '../../../../src/hosts/shared/system-clock.ts';
import { PodPaths, type AddressedPod } from '../../../../src/kube/probe/paths/pod-paths.ts';
import { listen } from '../../../listening.ts';

const never = new AbortController().signal;

/** Real pods of this machine's own network, behind a stand-in for the API server that passes on what they would say. */
function begin({ inCluster = true, proxied = 200 }: { inCluster?: boolean; proxied?: number } = {}) {
  const events: RunEvent[] = [];
  const asked: string[] = [];
  const world = { proxied };
  const paths = new PodPaths({
    transport: {
      rawGet: (path) => {
        asked.push(path);
        return Promise.resolve({ status: world.proxied, headers: {}, text: () => Promise.resolve('') });
      },
    },
    clock: systemClock(),
    request: { scheme: 'http', path: '/ready', expectedStatus: 200, hostHeader: null },
    inCluster,
    reached: new Map(),
    report: (event) => events.push(event),
  });
  return { paths, events, asked, world };
}

function podAt(url: string, more: Partial<AddressedPod> = {}): AddressedPod {
  const port = Number(new URL(url).port);
  return { namespace: 'test', name: 'web-1', ip: '127.0.0.1', port, nodeName: 'node-1', ...more };
}

describe('the ways to a pod', () => {
  it('are through the API server, until a pod of the node has answered both ways', async () => {
    const paths: (string | undefined)[] = [];
    await using server = await listen(
      createServer(({ url }, response) => {
        paths.push(url);
        response.end();
      }),
    );
    const { paths: ways, events } = begin();
    const pod = podAt(server.url);
    expect(ways.viaOf(pod)).toBe('api-proxy');
    const first = await ways.ask(pod, ways.viaOf(pod), never);
    expect(first).toMatchObject({ matched: true, via: 'api-proxy' });
    expect(ways.viaOf(pod)).toBe('pod-ip');
    expect(ways.viaOf({ ...pod, nodeName: 'node-2' })).toBe('api-proxy');
    expect(await ways.ask(pod, 'pod-ip', never)).toMatchObject({ matched: true, status: 200, via: 'pod-ip' });
    expect(paths).toEqual(['/ready', '/ready']);
    expect(events).toEqual([
      { kind: 'note', level: 'info', message: 'pods on node node-1 are probed at their own addresses' },
    ]);
  });

  it('stay through the API server where no pod answers at its address, which is said once', async () => {
    const { paths: ways, events } = begin();
    const pod = podAt('http://127.0.0.1:1');
    const both = await Promise.all([1, 2].map(() => ways.ask(pod, 'api-proxy', never)));
    expect(both.map(({ matched, via }) => [matched, via])).toEqual([
      [true, 'api-proxy'],
      [true, 'api-proxy'],
    ]);
    expect(ways.viaOf(pod)).toBe('api-proxy');
    expect(events).toEqual([
      {
        kind: 'note',
        level: 'info',
        message:
          'pods on node node-1 are probed through the API server, since web-1 did not answer at its own address (ECONNREFUSED)',
      },
    ]);
  });

  it('never ask an address that only the default route leads to', async () => {
    let connections = 0;
    await using server = await listen(
      createServer((_request, response) => response.end()).on('connection', () => (connections += 1)),
    );
    const { paths: ways } = begin({ inCluster: false });
    // Loopback has no route in the table, as an address behind the default route has none.
    const pod = podAt(server.url);
    await ways.ask(pod, 'api-proxy', never);
    expect([ways.viaOf(pod), connections]).toEqual(['api-proxy', 0]);
  });

  it('lead to addresses of IPv6 as well', async () => {
    const server = createServer((_request, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
    const { port } = server.address() as { port: number };
    const { paths: ways } = begin();
    const pod = podAt('http://pod', { ip: '::1', port });
    await ways.ask(pod, 'api-proxy', never);
    expect(await ways.ask(pod, ways.viaOf(pod), never)).toMatchObject({ matched: true, via: 'pod-ip' });
    server.close();
  });

  it('are given up with a warning where a pod answers through the API server alone', async () => {
    const { paths: ways, events } = begin();
    {
      await using server = await listen(createServer((_request, response) => response.end()));
      await ways.ask(podAt(server.url), 'api-proxy', never);
    }
    const silent = podAt('http://127.0.0.1:1', { name: 'web-2' });
    expect(ways.viaOf(silent)).toBe('pod-ip');
    expect(await ways.ask(silent, 'api-proxy', never)).toMatchObject({ matched: true, via: 'api-proxy' });
    expect(ways.viaOf(silent)).toBe('api-proxy');
    expect(events.map((event) => (event.kind === 'note' ? event.level : ''))).toEqual(['info', 'warning']);
  });

  it('are not given up because the iteration ends meanwhile', async () => {
    await using server = await listen(createServer((_request, response) => response.end()));
    const { paths: ways } = begin();
    const pod = podAt(server.url);
    await ways.ask(pod, 'api-proxy', never);
    await ways.ask(pod, 'api-proxy', AbortSignal.abort());
    expect(ways.viaOf(pod)).toBe('pod-ip');
  });
});
