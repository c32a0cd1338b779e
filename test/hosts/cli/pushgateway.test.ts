import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { PodStartSloError } from '../../../src/core/errors.ts';
import type { Result } from '../../../src/core/result.ts';
import { runAction } from '../../../src/hosts/action/run-action.ts';
import { runWith } from '../../../src/hosts/cli/commands/run.ts';
import { FlagValues } from '../../../src/hosts/cli/flag-values.ts';
import { listen } from '../../listening.ts';
import { exampleResults } from '../../reports/example-results.ts';
import { fakeHost } from '../action/fake-host.ts';
import { fakeContext } from './fake-context.ts';

const met = exampleResults['met'] as Result;
const interrupted = exampleResults['interrupted'] as Result;

/** A pushgateway that answers with a status, and what it was sent. */
async function startGateway(status: number) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(status).end();
    });
  });
  return Object.assign(await listen(server), { bodies });
}

function flags(given: Record<string, string>): FlagValues {
  return new FlagValues(new Map(Object.entries({ image: 'app:1', port: '80', ...given })));
}

describe('The flag --pushgateway', () => {
  it('pushes the metrics of the run once, when it has ended', async () => {
    await using gateway = await startGateway(200);
    const context = fakeContext();
    expect(await runWith(() => Promise.resolve(met), flags({ pushgateway: gateway.url }), context)).toBe(0);
    expect(gateway.bodies).toEqual([expect.stringContaining('pod_start_slo_run_complete 1\n')]);
    expect(context.told()).not.toContain('warning');
  });

  it('changes no verdict when the push fails, and says so', async () => {
    await using gateway = await startGateway(500);
    const context = fakeContext();
    const url = gateway.url.replace('//', '//user:secret@');
    expect(await runWith(() => Promise.resolve(met), flags({ pushgateway: url }), context)).toBe(0);
    expect(context.told()).toContain(`warning: the metrics were not pushed to ${gateway.url}: HTTP 500`);
    expect(context.told()).not.toContain('secret');
  });

  it('pushes what there is of a run that failed, once', async () => {
    await using gateway = await startGateway(200);
    const failure = new PodStartSloError('cluster', 'the API server went away');
    const running = runWith(
      async ({ onResult }) => {
        await onResult(interrupted);
        throw failure;
      },
      flags({ pushgateway: gateway.url }),
      fakeContext(),
    );
    await expect(running).rejects.toBe(failure);
    expect(gateway.bodies).toEqual([expect.stringContaining('pod_start_slo_run_complete 0\n')]);
  });

  it('is refused before the run where it is no URL, without what was given', async () => {
    const wrong = flags({ pushgateway: 'pa55word' });
    const running = runWith(() => Promise.reject(new Error('must not be started')), wrong, fakeContext());
    await expect(running).rejects.toMatchObject({
      code: 'usage',
      facts: { problems: [{ field: '--pushgateway', message: expect.stringContaining('http') as string }] },
    });
    await expect(running).rejects.not.toThrow('pa55word');
  });
});

describe('The key reports.pushgateway in the action', () => {
  const inputs = (url: string) => ({
    image: 'app:pr',
    port: '8080',
    options: `reports: { pushgateway: "${url}" }`,
  });

  it('pushes the metrics of the run', async () => {
    await using gateway = await startGateway(200);
    expect(await runAction(fakeHost(inputs(gateway.url)), () => Promise.resolve(met))).toBe(0);
    expect(gateway.bodies.length).toBe(1);
  });

  it('warns when the push fails, and the step passes all the same', async () => {
    await using gateway = await startGateway(500);
    const host = fakeHost(inputs(gateway.url));
    expect(await runAction(host, () => Promise.resolve(met))).toBe(0);
    expect(host.annotations).toMatchObject([
      { level: 'warning', message: `the metrics were not pushed to ${gateway.url}: HTTP 500` },
    ]);
  });
});
