import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { ProbeObservation } from '../../../../src/core/observation.ts';
import { attempt } from '../../../../src/kube/probe/attempt/attempt.ts';
import type { AttemptOptions } from '../../../../src/kube/probe/attempt/attempt-result.ts';
import { probeOnSchedule } from '../../../../src/kube/probe/attempt/schedule.ts';
import type { ProbeStats } from '../../../../src/kube/probe/attempt/schedule-options.ts';
import { realClock } from '../support/clocks.ts';
import { freePort, httpServer, tcpServer, type TestServer } from '../support/servers.ts';

const open: TestServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serving(port: number, listener: RequestListener): Promise<void> {
  open.push(await httpServer(listener, '127.0.0.1', port));
}

/** Probes a port until it answers; `onSeen` is told of each ended attempt. */
async function probe(
  port: number,
  onSeen: (seen: ProbeObservation, all: readonly ProbeObservation[]) => void,
  over: Partial<AttemptOptions> = {},
): Promise<ProbeStats & { seen: ProbeObservation[] }> {
  const seen: ProbeObservation[] = [];
  const options = { host: '127.0.0.1', port, scheme: 'http', path: '/', expectedStatus: 200 } as const;
  const times = { connectTimeoutMs: 5000, responseTimeoutMs: 10_000 };
  const stats = await probeOnSchedule(
    (signal) => attempt({ ...options, ...times, ...over, signal }, realClock),
    {
      clock: realClock,
      signal: AbortSignal.timeout(20_000),
      report: (each) => {
        seen.push(each);
        onSeen(each, seen);
      },
    },
  );
  return { ...stats, seen };
}

describe('probing a real server', () => {
  it('sees the first answer of a server that was not there at first, and how fine it was seen', async () => {
    const port = await freePort();
    const started: Promise<void>[] = [];
    const { match, seen, attempts } = await probe(port, (_, all) => {
      if (all.length === 4) started.push(serving(port, (_request, response) => response.end('ok')));
    });
    await Promise.all(started);
    expect(attempts).toBeGreaterThanOrEqual(5);
    const answer = seen.find(({ matched }) => matched);
    expect(answer?.startedMs).toBe(match?.startedMs);
    const failures = seen.filter(({ matched }) => !matched);
    expect(failures.every(({ error }) => error === 'ECONNREFUSED')).toBe(true);
    // The resolution: from the start of the last attempt that failed to the start of the one that was answered.
    const lastFailedMs = Math.max(...failures.map(({ startedMs }) => startedMs));
    expect(lastFailedMs).toBeLessThan(answer?.startedMs ?? 0);
  });

  it('does not let connections that hang delay the next ones', async () => {
    let accepted = 0;
    const server = await tcpServer((socket) => {
      accepted += 1;
      if (accepted === 5) socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    });
    open.push(server);
    const { match, attempts, seen } = await probe(server.port, () => undefined);
    expect(match?.status).toBe(200);
    expect(attempts).toBeGreaterThanOrEqual(5);
    // None of the hanging ones had ended: the answer did not wait for a timeout.
    expect(seen).toHaveLength(1);
  });

  it('goes on after 503 until 200', async () => {
    let asked = 0;
    const port = await freePort();
    await serving(port, (_, response) => {
      asked += 1;
      response.writeHead(asked < 4 ? 503 : 200).end();
    });
    const { seen, match } = await probe(port, () => undefined);
    expect(match?.status).toBe(200);
    expect(seen.filter(({ error }) => error === 'HTTP 503')).toHaveLength(3);
  });

  it('takes a slow first response for the answer', async () => {
    const held: (() => void)[] = [];
    const port = await freePort();
    await serving(port, (_, response) => {
      held.push(() => response.end('at last'));
      // Later requests would never be answered: only the first one can be.
      if (held.length === 10) held[0]?.();
    });
    const { match, attempts } = await probe(port, () => undefined);
    expect(attempts).toBeGreaterThanOrEqual(10);
    expect(match?.atMs).toBeGreaterThan(match?.startedMs ?? Infinity);
  });

  it('closes all connections when it is over', async () => {
    let accepted = 0;
    const server = await tcpServer((socket) => {
      accepted += 1;
      socket.resume();
      if (accepted === 8) socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    });
    open.push(server);
    await probe(server.port, () => undefined);
    await expect.poll(() => server.open(), { timeout: 5000 }).toBe(0);
  });

  it('warns of no listener leak with many attempts under way', async () => {
    const warnings: string[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning.name);
    process.on('warning', onWarning);
    let accepted = 0;
    const server = await tcpServer((socket) => {
      accepted += 1;
      if (accepted === 25) socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    });
    open.push(server);
    await probe(server.port, () => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });
});
