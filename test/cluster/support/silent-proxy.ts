import { connect, createServer, type Socket } from 'node:net';
import { listening } from './ports.ts';

/** A TCP proxy whose connections can go dead without being closed, as behind a firewall that has forgotten them. */
export interface SilentProxy extends AsyncDisposable {
  /** Where it listens: `127.0.0.1:41234`. */
  address: string;
  /** From now on nothing passes over the connections that are open, and nobody is told; how many there are. New ones work. */
  silence: () => number;
}

export async function startSilentProxy(upstreamAt: { host: string; port: number }): Promise<SilentProxy> {
  const open = new Set<Socket>();
  let dead = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(upstreamAt);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.on('data', (chunk) => {
        if (!dead.has(from)) to.write(chunk);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        open.delete(from);
        if (!dead.has(from)) to.destroy();
      });
    }
  });
  const port = await listening(server);
  return {
    address: `127.0.0.1:${port}`,
    silence: () => {
      dead = new Set([...dead, ...open]);
      return open.size / 2;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
