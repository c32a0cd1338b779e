import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/core/result.ts';
import { runAction } from '../../../src/hosts/action/run-action.ts';
import { runWith } from '../../../src/hosts/cli/commands/run.ts';
import { FlagValues } from '../../../src/hosts/cli/flag-values.ts';
import { listen } from '../../listening.ts';
import { exampleResults } from '../../reports/example-results.ts';
import { fakeHost } from '../action/fake-host.ts';
import { fakeContext } from './fake-context.ts';

const met = exampleResults['met'] as Result;
const violated = exampleResults['violated'] as Result;
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** A collector that answers with a status, and what it was sent. */
async function startCollector(status: number) {
  const requests: { path: string; key: unknown; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      requests.push({ path: request.url ?? '', key: request.headers['api-key'], body });
      response.writeHead(status).end();
    });
  });
  return Object.assign(await listen(server), { requests });
}

function flags(given: Record<string, string>): FlagValues {
  return new FlagValues(new Map(Object.entries({ image: 'app:1', port: '80', ...given })));
}

describe('The flag --otlp', () => {
  it('sends the traces and the metrics of the run once, when it has ended', async () => {
    await using collector = await startCollector(200);
    const context = fakeContext({ TRACEPARENT: traceparent });
    expect(await runWith(() => Promise.resolve(met), flags({ otlp: collector.url }), context)).toBe(0);
    expect(collector.requests.map(({ path }) => path).sort()).toEqual(['/v1/metrics', '/v1/traces']);
    for (const { body } of collector.requests) expect(body).toContain(traceparent.slice(3, 35));
    expect(context.told()).not.toContain('warning');
  });

  it.each([
    ['met', met, 0],
    ['violated', violated, 1],
  ])('leaves a run %s when nothing is taken, and counts what was lost', async (_, result, code) => {
    await using collector = await startCollector(400);
    const context = fakeContext();
    const otlp = collector.url.replace('//', '//user:secret@');
    expect(await runWith(() => Promise.resolve(result), flags({ otlp }), context)).toBe(code);
    expect(context.told()).toMatch(
      new RegExp(String.raw`warning: (\d+) of \1 spans were lost: ${collector.url} answered HTTP 400`),
    );
    expect(context.told()).toContain('data points were lost');
    expect(context.told()).not.toContain('secret');
  });

  it.each([
    ['otlp', 'pa55word', 'http'],
    ['traceparent', 'pa55word', 'must be a W3C traceparent'],
  ])('is refused before the run where --%s is wrong', async (name, value, message) => {
    const never = () => Promise.reject(new Error('must not be started'));
    await expect(runWith(never, flags({ [name]: value }), fakeContext())).rejects.toMatchObject({
      code: 'usage',
      facts: { problems: [{ field: `--${name}`, message: expect.stringContaining(message) as string }] },
    });
  });
});

describe('The variables OTEL_EXPORTER_OTLP_*', () => {
  it('send to their endpoint with their headers, and a wrong TRACEPARENT is a warning', async () => {
    await using collector = await startCollector(200);
    const context = fakeContext({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=s3cret',
      TRACEPARENT: 'nonsense',
    });
    expect(await runWith(() => Promise.resolve(met), flags({}), context)).toBe(0);
    expect(collector.requests.map(({ key }) => key)).toEqual(['s3cret', 's3cret']);
    expect(context.told()).toContain('warning: TRACEPARENT must be a W3C traceparent');
    expect(context.told()).not.toContain('s3cret');
  });

  it('are followed by the action, which masks the headers and warns of what was lost', async () => {
    await using collector = await startCollector(400);
    const env = {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=s3cret',
    };
    const host = fakeHost({ image: 'app:pr', port: '8080' }, env);
    expect(await runAction(host, () => Promise.resolve(met))).toBe(0);
    expect(host.masks).toContain('s3cret');
    expect(host.annotations).toMatchObject([
      { level: 'warning', message: expect.stringContaining('spans were lost') as string },
    ]);
  });
});
