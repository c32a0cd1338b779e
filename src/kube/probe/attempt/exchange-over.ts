import { request, type IncomingMessage, type RequestOptions } from 'node:http';
import type { Duplex } from 'node:stream';
import { abortReason } from './within.ts';

export interface Sending {
  /** The connection to send over, wrapped where the scheme asks for it. The caller destroys it. */
  connection: () => Duplex;
  options: Pick<RequestOptions, 'method' | 'path' | 'headers'>;
  body?: string;
}

/**
 * Sends one request over a connection and resolves with what `read` makes of the final response (1xx are skipped).
 * Rejects with the connection's error, a TLS or parse error, or the signal's reason.
 */
export function exchangeOver<T>(
  { connection, options, body }: Sending,
  read: (response: IncomingMessage, done: (answer: T) => void) => void,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    // With a connection of its own Node uses no agent: no pool, no keep-alive, no proxy.
    const sent = request({ ...options, createConnection: connection });
    const giveUp = (): void => reject(abortReason(signal));
    signal.addEventListener('abort', giveUp, { once: true });
    // Stays after the exchange: destroying it halfway through a body is an error that nobody waits for.
    sent.on('error', (error) => reject(error));
    sent.once('close', () => {
      signal.removeEventListener('abort', giveUp);
      reject(new Error('connection closed without an answer'));
    });
    sent.once('response', (response) =>
      read(response, (answer) => {
        resolve(answer);
        sent.destroy();
      }),
    );
    sent.end(body);
  });
}
