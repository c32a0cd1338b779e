import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { pushMetrics, pushUrl } from '../../src/metrics/pushgateway.ts';
import { listen } from '../listening.ts';

interface Pushed {
  method: string;
  path: string;
  type: string | undefined;
  authorization: string | undefined;
  body: string;
}

/** A server that answers each push with a status; 0 never answers. */
async function startServer(status: number) {
  const pushed: Pushed[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      pushed.push({
        method,
        path,
        type: headers['content-type'],
        authorization: headers.authorization,
        body,
      });
      if (status !== 0) response.writeHead(status).end(`echo of ${path}`);
    });
  });
  return Object.assign(await listen(server), { pushed });
}

const deps = () => ({ fetch, signal: new AbortController().signal });

describe('A push', () => {
  it.each([
    ['http://gateway:9091', 'http://gateway:9091/metrics/job/pod-start-slo'],
    ['http://gateway:9091/prefix/', 'http://gateway:9091/prefix/metrics/job/pod-start-slo'],
    ['http://gateway:9091/metrics/job/slo/leg/arm64', 'http://gateway:9091/metrics/job/slo/leg/arm64'],
    ['http://gateway:9091/metrics/job@base64/c2xv', 'http://gateway:9091/metrics/job@base64/c2xv'],
  ])('to %s goes to %s', (given, url) => {
    expect(pushUrl(given)).toBe(url);
  });

  it('replaces the metrics of its group in the text format, with the password as a header', async () => {
    await using server = await startServer(200);
    const url = server.url.replace('//', '//user:pa%20ss@');
    expect(await pushMetrics(url, 'a 1\n', deps())).toBeNull();
    expect(server.pushed).toEqual([
      {
        method: 'PUT',
        path: '/metrics/job/pod-start-slo',
        type: 'text/plain; version=0.0.4; charset=utf-8',
        authorization: `Basic ${Buffer.from('user:pa ss').toString('base64')}`,
        body: 'a 1\n',
      },
    ]);
  });

  it('that is refused is said with the host and the status, and with nothing secret', async () => {
    await using server = await startServer(401);
    const problem = await pushMetrics(`${server.url.replace('//', '//u:secret@')}/t0ken`, 'a 1\n', deps());
    expect(problem).toBe(`the metrics were not pushed to ${server.url}: HTTP 401`);
  });

  it('that nobody answers is given up', async () => {
    await using server = await startServer(0);
    const problem = await pushMetrics(server.url, 'a 1\n', { ...deps(), answerMs: 50 });
    expect(problem).toBe(`the metrics were not pushed to ${server.url}: no answer within 0.05 s`);
  });

  it('is tried once: a run that has ended waits for nobody', async () => {
    await using server = await startServer(503);
    await pushMetrics(server.url, 'a 1\n', deps());
    expect(server.pushed.length).toBe(1);
  });
});
