import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { Agent } from 'undici';
import type { ApiClient } from '../../../../src/kube/api/api.ts';
import { openClient } from '../../../../src/kube/api/client.ts';

/** A client for something that behaves like an API server. */
export interface FakeApi {
  client: ApiClient;
  /** Connections accepted so far. */
  connections(): number;
  close(): Promise<void>;
}

/** @param onWebSocket gets the accepted WebSocket of each upgrade request; without it these go to the listener */
export async function fakeApi(
  listener: RequestListener,
  onWebSocket?: (socket: ServerSocket, path: string) => void,
): Promise<FakeApi> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer(listener);
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  if (onWebSocket !== undefined) {
    server.on('upgrade', (request, socket) => {
      const { 'sec-websocket-key': key = '', 'sec-websocket-protocol': protocol = '' } = request.headers;
      onWebSocket(accept(socket, key, protocol), request.url ?? '');
    });
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dispatcher = new Agent();
  const transport = {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    proxy: null,
    prepare: () => Promise.resolve({ dispatcher, headers: { authorization: 'Bearer t' }, tls: {} }),
    expire: () => false,
    close: () => dispatcher.destroy(),
  };
  const client = openClient(transport, { context: null, namespace: 'default' });
  return {
    client,
    connections: () => connections,
    close: async () => {
      await client.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The server's end of a WebSocket (RFC 6455), as far as small binary messages need it. */
export interface ServerSocket {
  protocol: string;
  send(message: Uint8Array): void;
  onMessage(listener: (message: Buffer) => void): void;
  close(): void;
}

function accept(socket: Duplex, key: string, protocol: string): ServerSocket {
  socket.on('error', () => undefined);
  const proof = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const head = [
    'HTTP/1.1 101 Switching Protocols',
    'upgrade: websocket',
    'connection: upgrade',
    `sec-websocket-accept: ${proof}`,
    `sec-websocket-protocol: ${protocol}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  return {
    protocol,
    send: (message) => socket.write(Buffer.concat([frameHead(message.length), message])),
    onMessage: (listener) => {
      let pending = Buffer.alloc(0);
      socket.on('data', (chunk: Buffer) => {
        pending = Buffer.concat([pending, chunk]);
        for (let frame = readFrame(pending); frame !== null; frame = readFrame(pending)) {
          pending = pending.subarray(frame.bytes);
          if (frame.opcode === 2) listener(frame.payload);
        }
      });
    },
    close: () => socket.end(Buffer.of(0x88, 0)),
  };
}

function frameHead(length: number): Buffer {
  if (length < 126) return Buffer.of(0x82, length);
  return Buffer.of(0x82, 126, length >> 8, length & 0xff);
}

/** A client's frame: always masked. */
function readFrame(bytes: Buffer): { opcode: number; payload: Buffer; bytes: number } | null {
  const short = (bytes[1] ?? 0) & 0x7f;
  const headBytes = short === 126 ? 4 : 2;
  if (bytes.length < headBytes + 4) return null;
  const length = short === 126 ? bytes.readUInt16BE(2) : short;
  const begin = headBytes + 4;
  if (bytes.length < begin + length) return null;
  const mask = bytes.subarray(headBytes, begin);
  const payload = bytes.subarray(begin, begin + length).map((byte, i) => byte ^ (mask[i % 4] ?? 0));
  return { opcode: (bytes[0] ?? 0) & 0x0f, payload: Buffer.from(payload), bytes: begin + length };
}

/** An API server's own answer. */
export function status(code: number, reason: string, message = ''): string {
  return JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code });
}
