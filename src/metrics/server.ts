import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ListenAddress } from '../core/watch/plan.ts';

export interface MetricsDeps {
  metrics: () => Promise<string>;
  contentType: string;
  /** Why the process should be restarted; null: it lives. */
  unhealthyBecause: () => string | null;
  /** Why nothing can be measured at the moment; null: it is ready. */
  notReadyBecause: () => string | null;
}

export interface MetricsServer {
  address: ListenAddress;
  close: () => Promise<void>;
}

/** A few scrapers and probes at once; whoever opens more waits. */
const mostConnections = 64;
const requestMs = 5000;

/** Serves /metrics, /healthz and /readyz. @throws the system's error where the address cannot be had */
export async function serveMetrics({ host, port }: ListenAddress, deps: MetricsDeps): Promise<MetricsServer> {
  const server = createServer(
    { requestTimeout: requestMs, headersTimeout: requestMs, connectionsCheckingInterval: requestMs },
    (request, response) => {
      void answer(request, response, deps);
    },
  );
  server.maxConnections = mostConnections;
  server.maxHeadersCount = 100;
  await listen(server, host, port);
  const bound = server.address() as AddressInfo;
  return {
    address: { host: bound.address, port: bound.port },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, deps: MetricsDeps): Promise<void> {
  const path = (request.url ?? '').split('?', 1)[0];
  const isKnown = path === '/metrics' || path === '/healthz' || path === '/readyz';
  if (!isKnown) send(response, 404, 'there are /metrics, /healthz and /readyz\n');
  else if (request.method !== 'GET' && request.method !== 'HEAD')
    send(response.setHeader('allow', 'GET, HEAD'), 405, 'only GET and HEAD\n');
  else if (path === '/healthz') sendHealth(response, deps.unhealthyBecause());
  else if (path === '/readyz') sendHealth(response, deps.notReadyBecause());
  else await sendMetrics(response, deps);
}

async function sendMetrics(response: ServerResponse, { metrics, contentType }: MetricsDeps): Promise<void> {
  try {
    send(response, 200, await metrics(), contentType);
  } catch {
    send(response, 500, 'the metrics could not be rendered\n');
  }
}

function sendHealth(response: ServerResponse, problem: string | null): void {
  if (problem === null) send(response, 200, 'ok\n');
  else send(response, 503, `${problem}\n`);
}

function send(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
}
