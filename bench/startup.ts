import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, row, title } from './print.ts';

const rounds = 15;
const cli = join(import.meta.dirname, '../dist/cli/main.js');

/** What the CLI's start costs over bare Node: `--version`, and until the first request reaches an API server. */
export async function startupBench(): Promise<void> {
  title('start-up of the CLI, ms, median of 15 rounds taken in turn');
  const folder = await mkdtemp(join(tmpdir(), 'pod-start-slo-bench-'));
  const server = await firstRequestServer();
  try {
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, kubeconfigFor(server.url));
    const times = { bare: [] as number[], version: [] as number[], request: [] as number[] };
    for (let i = 0; i < rounds; i++) {
      times.bare.push(await timeToExit(['-e', '0']));
      times.version.push(await timeToExit([cli, '--version']));
      times.request.push(
        await timeToRequest(server, ['run', '--kubeconfig', kubeconfig, '--image', 'app:1', '--port', '80']),
      );
    }
    const bare = median(times.bare);
    row('bare node', bare, '');
    row(
      'pod-start-slo --version',
      median(times.version),
      `+${(median(times.version) - bare).toFixed(0)} ms (target 60), ${(median(times.version) / bare).toFixed(1)} ×`,
    );
    row(
      'first API request',
      median(times.request),
      `+${(median(times.request) - bare).toFixed(0)} ms (target 200), ${(median(times.request) / bare).toFixed(1)} ×`,
    );
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
}

interface FirstRequestServer {
  url: string;
  next: () => Promise<void>;
  close: () => void;
}

/** Answers nothing useful: that a request came is all that is asked. */
async function firstRequestServer(): Promise<FirstRequestServer> {
  let waiting: () => void = () => undefined;
  const server = createServer((_, response) => {
    waiting();
    response.writeHead(403).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    next: () =>
      new Promise((resolve) => {
        waiting = resolve;
      }),
    close: () => server.close(),
  };
}

function kubeconfigFor(url: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: url } }],
    users: [{ name: 'u', user: {} }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  });
}

async function timeToExit(args: readonly string[]): Promise<number> {
  const fromMs = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  await new Promise((resolve) => child.on('exit', resolve));
  return performance.now() - fromMs;
}

async function timeToRequest(server: FirstRequestServer, args: readonly string[]): Promise<number> {
  const came = server.next();
  const fromMs = performance.now();
  const child = spawn(process.execPath, [cli, ...args], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await came;
  const tookMs = performance.now() - fromMs;
  child.kill('SIGKILL');
  await ended;
  return tookMs;
}

if (import.meta.main) await startupBench();
