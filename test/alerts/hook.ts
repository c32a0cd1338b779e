import { createServer, type IncomingHttpHeaders } from 'node:http';
import { listen, type Listening } from '../listening.ts';

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

export interface Hook extends Listening {
  received: Received[];
}

/** A webhook that answers the n-th request with this status; 0 is to hang up. */
export async function startHook(statusOf: (count: number) => number = () => 200): Promise<Hook> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      received.push({ method, path, headers, body: text === '' ? null : JSON.parse(text) });
      const status = statusOf(received.length);
      if (status === 0) request.socket.destroy();
      else
        response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('as it should be');
    });
  });
  return Object.assign(await listen(server), { received });
}
