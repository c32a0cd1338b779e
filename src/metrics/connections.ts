import type { Server, Socket } from 'node:net';

export interface ConnectionBounds {
  /** Connections from one address at a time. */
  perAddress: number;
  total: number;
}

/**
 * Bounds the connections of a server. One too many takes the place of the oldest, of its own address first: refusing it
 * would let a client that opens many silent connections lock out all others.
 */
export function boundConnections(server: Server, { perAddress, total }: ConnectionBounds): void {
  /** In the order in which they came. */
  const open = new Map<Socket, string>();
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? '';
    const ofAddress = [...open].filter(([, other]) => other === address).map(([each]) => each);
    const inTheWay =
      ofAddress.length >= perAddress ? ofAddress[0] : open.size >= total ? firstOf(open) : null;
    if (inTheWay !== null && inTheWay !== undefined) {
      open.delete(inTheWay);
      inTheWay.destroy();
    }
    open.set(socket, address);
    socket.once('close', () => open.delete(socket));
  });
}

function firstOf(open: ReadonlyMap<Socket, string>): Socket | null {
  for (const [socket] of open) return socket;
  return null;
}
