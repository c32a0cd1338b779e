import { createConnection, type Socket } from 'node:net';
import { abortReason } from './within.ts';

/** A fresh TCP connection, name look-up included. Rejects with the network's error or the signal's reason. */
export function connectTcp(
  to: { host: string; port: number; connectTimeoutMs: number },
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({
      host: to.host,
      port: to.port,
      noDelay: true,
      // A name with an address that is not routed must leave time for its next one (Node waits 250 ms otherwise).
      autoSelectFamilyAttemptTimeout: Math.max(10, Math.floor(to.connectTimeoutMs / 2)),
    });
    const giveUp = (): void => {
      socket.destroy();
      reject(abortReason(signal));
    };
    signal.addEventListener('abort', giveUp, { once: true });
    // Stays for the socket's life: an error after the exchange has ended must not end the process.
    socket.on('error', (error) => reject(error));
    socket.once('connect', () => {
      signal.removeEventListener('abort', giveUp);
      resolve(socket);
    });
  });
}
