import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ApiClient } from '../../../src/kube/api/api.ts';
import { PolicyProbe } from '../../../src/kube/policy/probe.ts';
import type { ProbeStep } from '../../../src/core/steps/policy.ts';
import { listen } from '../../listening.ts';
import { FakeClock } from '../probe/support/clocks.ts';

export const never = new AbortController().signal;

/** A URL is asked without the cluster. */
const noCluster = { request: () => Promise.reject(new Error('not asked')) } as unknown as ApiClient;
export const probe = new PolicyProbe({
  api: noCluster,
  transport: { rawGet: () => Promise.reject(new Error('not asked')) },
  nodes: [],
  inCluster: false,
  clock: new FakeClock(),
});

export function step(url: string, facts: Partial<ProbeStep> = {}): ProbeStep {
  return {
    kind: 'probeHTTP',
    target: { kind: 'url', url },
    retries: 1,
    delayMs: 100,
    timeoutMs: 1000,
    code: 200,
    count: 1,
    path: '/',
    method: 'get',
    body: '',
    headers: [],
    proxy: null,
    insecure: false,
    ...facts,
  };
}

interface Seen {
  line: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A server that remembers what it was asked. */
export async function server(answer: (response: ServerResponse, seen: Seen) => void) {
  const asked: Seen[] = [];
  const listening = await listen(
    createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const seen = { line: `${request.method ?? ''} ${request.url ?? ''}`, headers: request.headers, body };
        asked.push(seen);
        answer(response, seen);
      });
    }),
  );
  return { ...listening, asked };
}
