import { createServer } from 'node:http';
import { connect } from 'node:net';
import { listening } from './ports.ts';

export interface CountingProxy extends AsyncDisposable {
  url: string;
  /** What it was asked for, in order: `CONNECT 172.18.0.2:6443`. */
  asked: readonly string[];
}

/** An HTTP proxy that tunnels whatever is asked of it, to one host where that is given, and remembers it. */
export async function startCountingProxy(host: string | null = null): Promise<CountingProxy> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(200).end('an answer of the proxy');
  });
  const open = new Set<{ destroy: () => unknown }>();
  server.on('connect', (request, client, head) => {
    asked.push(`CONNECT ${request.url ?? ''}`);
    const { hostname, port } = new URL(`tcp://${request.url ?? ''}`);
    const upstream = connect(Number(port), host ?? hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    open.add(upstream).add(client);
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      for (const each of open) each.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
