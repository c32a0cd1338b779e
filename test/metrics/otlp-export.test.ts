import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { exportOtlp } from '../../src/metrics/otlp-export.ts';
import { parseDestination } from '../../src/outgoing/destination.ts';
import { listen } from '../listening.ts';

interface Answer {
  /** 0 never answers. */
  status: number;
  body?: string;
  headers?: Record<string, string>;
}

/** A receiver that gives these answers in turn, the last one for ever. */
async function startReceiver(...answers: [Answer, ...Answer[]]) {
  const last = answers.at(-1) ?? answers[0];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      const { status, body: said = '', headers } = answers[bodies.length] ?? last;
      bodies.push(body);
      if (status !== 0) response.writeHead(status, headers).end(said);
    });
  });
  return Object.assign(await listen(server), { bodies });
}

/** What is waited for passes at once. */
function exporting(url: string, timeoutMs = 60_000) {
  const waits: number[] = [];
  const request = { unit: 'spans', count: 7, body: { a: 1 }, destination: parseDestination(url) };
  const said = exportOtlp(request, {
    fetch,
    signal: new AbortController().signal,
    sleep: (ms) => Promise.resolve(waits.push(ms)),
    timeoutMs,
  });
  return { said, waits };
}

describe('An export over OTLP', () => {
  it('is sent once as JSON where it is taken', async () => {
    await using receiver = await startReceiver({ status: 200, body: '{}' });
    expect(await exporting(receiver.url).said).toBeNull();
    expect(receiver.bodies).toEqual(['{"a":1}']);
  });

  it.each([429, 502, 503, 504])('is sent again after an answer %i', async (status) => {
    await using receiver = await startReceiver({ status }, { status }, { status: 200 });
    const { said, waits } = exporting(receiver.url);
    expect(await said).toBeNull();
    expect(receiver.bodies.length).toBe(3);
    expect(waits).toEqual([1000, 2000]);
  });

  it('waits as long as the receiver says', async () => {
    await using receiver = await startReceiver(
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 200 },
    );
    const { said, waits } = exporting(receiver.url);
    expect(await said).toBeNull();
    expect(waits).toEqual([7000]);
  });

  it('counts what was lost where a retry would be too late', async () => {
    await using receiver = await startReceiver({ status: 503, headers: { 'retry-after': '90' } });
    expect(await exporting(receiver.url).said).toBe(
      `7 of 7 spans were lost: ${receiver.url} answered HTTP 503`,
    );
    expect(receiver.bodies.length).toBe(1);
  });

  it('is not sent again after any other refusal', async () => {
    await using receiver = await startReceiver({ status: 400, body: 'echo of a secret' });
    const url = receiver.url.replace('//', '//user:secret@');
    expect(await exporting(url).said).toBe(`7 of 7 spans were lost: ${receiver.url} answered HTTP 400`);
    expect(receiver.bodies.length).toBe(1);
  });

  it('counts what a receiver refused of a request that it took', async () => {
    const body = '{"partialSuccess":{"rejectedSpans":"3","errorMessage":"secret"}}';
    await using receiver = await startReceiver({ status: 200, body });
    expect(await exporting(receiver.url).said).toBe(`3 of 7 spans were lost: ${receiver.url} refused them`);
  });

  it('is given up where the receiver is too slow', async () => {
    await using receiver = await startReceiver({ status: 0 });
    expect(await exporting(receiver.url, 50).said).toBe(
      `7 of 7 spans were lost: ${receiver.url} did not take them: no answer within 0.05 s`,
    );
  });

  it('is lost where nobody listens', async () => {
    const receiver = await startReceiver({ status: 200 });
    await receiver[Symbol.asyncDispose]();
    expect(await exporting(receiver.url).said).toBe(
      `7 of 7 spans were lost: ${receiver.url} did not take them: ECONNREFUSED`,
    );
  });
});
