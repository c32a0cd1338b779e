import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy on 127.0.0.1 that can be taken away for a while. */
export interface DroppableProxy extends AsyncDisposable {
  url: string;
  /** Resets the connections that are open, and refuses new ones until it is restored. */
  drop: () => Promise<void>;
  restore: () => Promise<void>;
}

/** @param upstreamPort of 127.0.0.1 */
export async function startDroppableProxy(upstreamPort: number): Promise<DroppableProxy> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(upstreamPort, '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => open.delete(socket));
    }
    client.pipe(upstream).pipe(client);
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const drop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.resetAndDestroy();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    drop,
    restore: () => listen(port),
    [Symbol.asyncDispose]: async () => {
      if (server.listening) await drop();
    },
  };
}
