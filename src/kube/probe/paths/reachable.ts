import { connectTcp } from '../attempt/connect-tcp.ts';
import { within } from '../attempt/within.ts';

const kubeletPort = 10_250;
const reachWithinMs = 1000;

/** Whether a node is there at all, seen from here: its kubelet takes connections, or at least refuses them. */
export async function isReachable(
  host: string,
  signal: AbortSignal,
  port: number = kubeletPort,
): Promise<boolean> {
  try {
    const socket = await within(reachWithinMs, 'connect', signal, (until) =>
      connectTcp({ host, port, connectTimeoutMs: reachWithinMs }, until),
    );
    socket.destroy();
    return true;
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
  }
}
