import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { publish } from '../action/support/images.ts';
import { environment } from './support/environment.ts';
import { makeFolder, measureOnce } from './support/result.ts';

const example = resolve(import.meta.dirname, '../../examples/several-images/pod-start-slo.yml');

test(
  'the example with several images runs, one of them with a cold image',
  { timeout: 300_000 },
  async () => {
    // Ports below 1024 are for root, and these images of the test server listen where the real ones do.
    const onPort80 = 'ENV SLOW_START_PORT=80\nUSER 0:0';
    await publish('library/nginx:1.29-alpine', onPort80);
    await publish('library/caddy:2.10-alpine', onPort80);
    await publish('bloomberg/goldpinger:v3.0.0');
    using folder = makeFolder();
    const config = join(folder.path, 'pod-start-slo.yml');
    writeFileSync(
      config,
      readFileSync(example, 'utf8').replaceAll('docker.io/', `${environment().registry}/`),
    );

    const amounts = ['--iterations', '2', '--max-iterations', '2', '--warmup', '1', '--via', 'node-port'];
    const run = await measureOnce(['-c', config, ...amounts], { timeoutMs: 240_000 });

    expect(run).toMatchObject({ code: 0, result: { complete: true, verdict: 'met' } });
    const { scenarios } = run.result;
    expect(scenarios.map(({ name }) => name)).toEqual([
      'nginx',
      'caddy',
      'goldpinger',
      'goldpinger (cold image)',
    ]);
    for (const { iterations } of scenarios)
      expect(iterations.map(({ round }) => round).slice(0, 3)).toEqual([1, 2, 3]);
    const pulls = scenarios.at(-1)?.iterations.map(({ imagePulls }) => imagePulls[0]?.kind);
    expect(new Set(pulls)).toEqual(new Set(['pulled']));
    expect(run.stdout).toMatch(
      /^ {2}scenario .*\n {2}nginx .*\n {2}caddy .*\n {2}goldpinger .*\n {4}cold image .*✔ met/m,
    );
  },
);
