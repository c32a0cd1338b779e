import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import type { Undo } from '../../../src/core/steps/ports.ts';
import { mute } from '../../../src/kube/policy/alertmanager.ts';
import { listen } from '../../listening.ts';

interface Posted {
  id?: string;
  startsAt: string;
  endsAt: string;
  createdBy: string;
  comment: string;
}

/** An Alertmanager as far as silences go: it gives a changed silence a new name, as the real one may. */
async function alertmanager() {
  const posted: Posted[] = [];
  const active = new Set<string>();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      if (request.method === 'DELETE') active.delete((request.url ?? '').split('/').at(-1) ?? '');
      else {
        const silence = JSON.parse(body) as Posted;
        posted.push(silence);
        active.delete(silence.id ?? '');
        active.add(`s${posted.length}`);
      }
      response.setHeader('content-type', 'application/json').end(`{"silenceID":"s${posted.length}"}`);
    });
  });
  return Object.assign(await listen(server), { posted, active });
}

/** A clock whose pauses end when they are told to. */
function steppedClock() {
  let nowMs = Date.parse('2026-03-01T10:00:00Z');
  let asleep = Promise.withResolvers<() => void>();
  return {
    unixUs: () => nowMs * 1000,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
        asleep.resolve(() => {
          nowMs += ms;
          asleep = Promise.withResolvers();
          resolve();
        });
      }),
    /** Ends the next pause, and waits for the one after it. */
    async step() {
      (await asleep.promise)();
      await asleep.promise;
    },
  };
}

const never = new AbortController().signal;
const proxies = { http: null, https: null };
const lengthS = ({ startsAt, endsAt }: Posted) => (Date.parse(endsAt) - Date.parse(startsAt)) / 1000;

it('a silence that ends with its scenario is short and renewed, so that one of a killed run ends soon', async () => {
  await using server = await alertmanager();
  const clock = steppedClock();
  const undos: Undo[] = [];
  const request = { url: server.url, durationSeconds: 86_400, autoUnmute: true, proxies };
  const tried = await mute(
    request,
    { clock, runId: 'ab12' },
    { signal: never, undo: (undo) => undos.push(undo) },
  );
  expect(tried).toEqual({ passed: true, message: `silence s1 for 86400 s at ${server.url}` });
  await clock.step();
  await clock.step();
  expect(server.posted.map(lengthS)).toEqual([300, 360, 420]);
  expect(server.posted.map(({ id }) => id)).toEqual([undefined, 's1', 's2']);
  expect(server.posted[0]).toMatchObject({
    createdBy: 'pod-start-slo',
    comment: expect.stringContaining('run ab12') as unknown,
  });
  expect(await undos[0]?.(never, true)).toEqual([]);
  expect([...server.active]).toEqual([]);
});

it('a silence that is to stay lasts as long as the policy says, and nothing ends it', async () => {
  await using server = await alertmanager();
  const undos: Undo[] = [];
  const request = { url: server.url, durationSeconds: 86_400, autoUnmute: false, proxies };
  const context = { clock: steppedClock(), runId: 'ab12' };
  await mute(request, context, { signal: never, undo: (undo) => undos.push(undo) });
  expect(server.posted.map(lengthS)).toEqual([86_400]);
  expect(undos).toEqual([]);
});

it('neither the credentials in the address, which are sent, nor what a server says instead of a name are repeated', async () => {
  const sent: unknown[] = [];
  const server = createServer((request, response) => {
    sent.push(request.headers.authorization);
    response.end(JSON.stringify({ silenceID: `secret of ${request.url ?? ''}` }));
  });
  await using hook = await listen(server);
  const url = `${hook.url.replace('http://', 'http://user:secret@')}/am?token=secret`;
  const request = { url, durationSeconds: 60, autoUnmute: true, proxies };
  const undos: Undo[] = [];
  const context = { clock: steppedClock(), runId: 'ab12' };
  const tried = await mute(request, context, { signal: never, undo: (undo) => undos.push(undo) });
  expect(tried).toEqual({
    passed: false,
    message: `${hook.url}/am?… answered HTTP 200, and no silence`,
  });
  expect(sent).toEqual(['Basic dXNlcjpzZWNyZXQ=']);
  expect(await undos[0]?.(never, true)).toEqual([]);
});

it('a silence whose request got no answer is said to be left, for as long as it may be', async () => {
  const server = createServer((request) => request.socket.destroy());
  await using hook = await listen(server);
  const request = { url: hook.url, durationSeconds: 600, autoUnmute: true, proxies };
  const undos: Undo[] = [];
  const context = { clock: steppedClock(), runId: 'ab12' };
  const tried = await mute(request, context, { signal: never, undo: (undo) => undos.push(undo) });
  expect(tried.passed).toBe(false);
  expect(await undos[0]?.(never, true)).toEqual([
    `a silence may still exist at ${hook.url}; it ends by itself within 5 min`,
  ]);
});
