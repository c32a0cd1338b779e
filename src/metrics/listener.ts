import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ListenAddress } from '../core/watch/plan.ts';
import { boundConnections, type ConnectionBounds } from './connections.ts';

export interface Listener {
  address: ListenAddress;
  close: () => Promise<void>;
}

/** How long a client may take, and how many there may be at once. */
export interface ListenerLimits extends ConnectionBounds {
  /** Until the head of a request is there, from the first moment of a connection on. */
  headMs: number;
  /** Until all of the request is there. */
  requestMs: number;
  /** Without traffic on the connection: between two requests, or while the client does not read the answer. */
  idleMs: number;
  /** How often the first two are checked. */
  checkMs: number;
}

/** For a few scrapers and probes that send their request at once and read the whole answer. */
const usualLimits: ListenerLimits = {
  ...{ headMs: 2000, requestMs: 5000, idleMs: 5000, checkMs: 1000 },
  ...{ perAddress: 8, total: 64 },
};

/** Serves HTTP to clients that are not trusted. @throws the system's error where the address cannot be had */
export async function startListener(
  { host, port }: ListenAddress,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  limits: Partial<ListenerLimits> = {},
): Promise<Listener> {
  const { headMs, requestMs, idleMs, checkMs, ...bounds } = { ...usualLimits, ...limits };
  const server = createServer(
    {
      headersTimeout: headMs,
      requestTimeout: requestMs,
      keepAliveTimeout: idleMs,
      connectionsCheckingInterval: checkMs,
    },
    answer,
  );
  server.maxHeadersCount = 100;
  server.setTimeout(idleMs);
  boundConnections(server, bounds);
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

/** Answers GET and HEAD of some paths with text; of everything else lists the paths. */
export function answerPaths(
  paths: Readonly<Record<string, (response: ServerResponse) => void>>,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const known = Object.hasOwn(paths, path) ? paths[path] : undefined;
    if (known === undefined) sendText(response, 404, `available: ${Object.keys(paths).join(', ')}\n`);
    else if (request.method !== 'GET' && request.method !== 'HEAD')
      sendText(response.setHeader('allow', 'GET, HEAD'), 405, 'only GET and HEAD\n');
    else known(response);
  };
}

export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
}
