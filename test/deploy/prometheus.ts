import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stringify } from 'yaml';
import { prometheusFolder } from './promtool.ts';

interface Answer {
  status: string;
  error?: string;
  data?: { result: { metric: Record<string, string>; value: [number, string] }[] };
}

export interface Prometheus extends AsyncDisposable {
  /** What a query gives now. @throws where Prometheus refuses it */
  query: (expression: string) => Promise<{ metric: Record<string, string>; value: [number, string] }[]>;
}

/** A real Prometheus on a free port, which scrapes one target every second, until it is disposed of. */
export async function startPrometheus(target: string): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-prometheus-'));
  const configuration = {
    global: { scrape_interval: '1s' },
    scrape_configs: [{ job_name: 'pod-start-slo', static_configs: [{ targets: [target] }] }],
  };
  writeFileSync(join(folder, 'prometheus.yml'), stringify(configuration));
  const child = spawn(
    join(prometheusFolder(), 'prometheus'),
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--web.listen-address=127.0.0.1:0',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exit = once(child, 'exit');
  const url = await addressIn(createInterface({ input: child.stderr }));
  child.stderr.resume();
  return {
    query: (expression) => ask(url, expression),
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await exit;
      rmSync(folder, { recursive: true });
    },
  };
}

/** It writes where it listens into its log. */
async function addressIn(lines: AsyncIterable<string>): Promise<string> {
  const log: string[] = [];
  for await (const line of lines) {
    log.push(line);
    const address = /msg="?Listening on"?.*address=(127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (address !== undefined) return `http://${address}`;
  }
  throw new Error(`Prometheus ended before it listened:\n${log.join('\n')}`);
}

async function ask(url: string, expression: string) {
  const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`);
  const { status, error = '', data } = (await response.json()) as Answer;
  if (status !== 'success' || data === undefined) throw new Error(`${expression}: ${error}`);
  return data.result;
}
