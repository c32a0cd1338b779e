import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { Delivery, type DeliveryDeps } from '../../src/alerts/delivery.ts';
import type { Alert } from '../../src/core/watch/alert.ts';
import { systemClock } from '../../src/hosts/shared/system-clock.ts';
import { listen } from '../listening.ts';
import { FakeClock } from '../run/fake-space.ts';

const firing: Alert = {
  ...{ status: 'firing', id: 'web/slo/1', scenario: 'web', limit: 'slo', severity: 'warning' },
  ...{ startsAtUnixMs: 0, endsAtUnixMs: null, objective: 'p95 <= 30s', limitMs: 30_000, observedMs: 40_000 },
  ...{ iterations: 20, over: 6, pViolated: 0.0003, windowMs: 86_400_000 },
  summary: 'web: SLO p95 <= 30s is violated',
  description: 'p95 of starts: 40 s',
};

type Failure = Parameters<DeliveryDeps['onFailure']>[0];

/** What the first attempt to tell a webhook failed with. */
async function firstFailure(url: string, more: Partial<DeliveryDeps> = {}): Promise<Failure> {
  const failed = Promise.withResolvers<Failure>();
  const delivery = new Delivery(url, 'json', {
    ...{ clock: systemClock(), fetch },
    onDelivered: () => failed.reject(new Error('it was told')),
    onFailure: failed.resolve,
    ...more,
  });
  delivery.add(firing, false);
  const failure = await failed.promise;
  await delivery.close(AbortSignal.abort());
  return failure;
}

it('a webhook that repeats what it was sent puts none of it into a message', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      const echo = `${request.url ?? ''} ${JSON.stringify(request.headers)} ${body}`;
      asked.push(echo);
      response.writeHead(500, 'no /services/T0/secret', { 'x-echo': request.url }).end(echo);
    });
  });
  await using hook = await listen(server);
  const url = hook.url.replace('http://', 'http://user:pass@');
  const failure = await firstFailure(`${url}/services/T0/secret?token=secret`);
  expect(failure).toEqual({ where: hook.url, message: 'HTTP 500', gaveUp: false });
  expect(asked[0]).toContain('/services/T0/secret?token=secret');
});

it('a webhook that answers with something else than HTTP puts none of it into a message', async () => {
  const server = createServer();
  server.on('connection', (socket) => {
    socket.once('data', (request: Buffer) => socket.end(`secret ${request.toString()}`));
  });
  await using hook = await listen(server);
  const { message } = await firstFailure(`${hook.url}/hook`);
  expect(message).toMatch(/^(HPE_[A-Z_]+|the request failed)$/);
});

it('a webhook that is down is told by the code of the error, and tried again until it is up', async () => {
  const server = createServer((_, response) => response.end());
  const { url } = await (async () => {
    await using hook = await listen(server);
    return hook;
  })();
  const later = createServer((_, response) => response.end());
  const port = Number(new URL(url).port);
  const failures: Failure[] = [];
  const told = Promise.withResolvers<Alert>();
  const up = Promise.withResolvers<undefined>();
  const clock = new FakeClock();
  const delivery = new Delivery(url, 'json', {
    clock,
    fetch: async (...request) => {
      if (failures.length > 0) await up.promise;
      return await fetch(...request);
    },
    onDelivered: told.resolve,
    onFailure: (failure) => {
      failures.push(failure);
      if (failures.length === 1) later.listen(port, '127.0.0.1', () => up.resolve(undefined));
    },
  });
  delivery.add(firing, false);
  expect(await told.promise).toBe(firing);
  await delivery.close(AbortSignal.abort());
  later.close();
  expect(failures).toEqual([{ where: url, message: 'ECONNREFUSED', gaveUp: false }]);
});

it('a webhook that takes the alert and does not answer is given up after its time, and its connection closed', async () => {
  const server = createServer(() => undefined);
  await using hook = await listen(server);
  const closed = new Promise((resolve) =>
    server.once('connection', (socket) => socket.once('close', resolve)),
  );
  const { message } = await firstFailure(hook.url, { answerMs: 100 });
  expect(message).toBe('no answer within 0.1 s');
  await closed;
});

it('a webhook whose answer has no end is not read', async () => {
  const server = createServer((_, response) => {
    response.writeHead(500);
    const more = (): void => {
      if (response.write('x'.repeat(65_536))) setImmediate(more);
      else response.once('drain', more);
    };
    more();
  });
  await using hook = await listen(server);
  expect((await firstFailure(hook.url)).message).toBe('HTTP 500');
});
