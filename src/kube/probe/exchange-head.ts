import { request } from 'node:http';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as startTls } from 'node:tls';
import type { Clock } from '../../core/ports.ts';
import type { AttemptOptions } from './attempt.ts';
import { authority } from './target.ts';
import { abortReason } from './within.ts';

/**
 * Sends one GET over the connection and resolves when the head of a final response arrives (1xx are skipped). Rejects
 * with the connection's error, a TLS or parse error, or the signal's reason. The caller destroys the connection.
 */
export function exchangeHead(
  connection: Duplex,
  options: AttemptOptions,
  clock: Pick<Clock, 'nowMs'>,
  signal: AbortSignal,
): Promise<{ status: number; atMs: number }> {
  return new Promise((resolve, reject) => {
    const { host, port, scheme, path } = options;
    const sent = request({
      // With a connection of its own Node uses no agent: no pool, no keep-alive, no proxy.
      createConnection: () => (scheme === 'https' ? overTls(connection, host) : connection),
      path,
      headers: {
        host: options.hostHeader ?? authority(host, port, scheme),
        'user-agent': 'pod-start-slo',
        accept: '*/*',
        connection: 'close',
      },
    });
    const giveUp = (): void => reject(abortReason(signal));
    signal.addEventListener('abort', giveUp, { once: true });
    // Stays after the exchange: destroying it halfway through a body is an error that nobody waits for.
    sent.on('error', (error) => reject(error));
    sent.once('close', () => {
      signal.removeEventListener('abort', giveUp);
      reject(new Error('connection closed without an answer'));
    });
    sent.once('response', (response) => {
      const atMs = clock.nowMs();
      response.on('error', () => undefined);
      resolve({ status: response.statusCode ?? 0, atMs });
      sent.destroy();
    });
    sent.end();
  });
}

function overTls(socket: Duplex, host: string): Duplex {
  // An IP address is not allowed as a server name (RFC 6066, section 3).
  const servername = isIP(host) === 0 ? host : '';
  const secured = startTls({ socket, servername, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
  return secured.on('error', () => undefined);
}
