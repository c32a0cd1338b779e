import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as startTls } from 'node:tls';
import type { Clock } from '../../../core/ports.ts';
import type { AttemptOptions } from './attempt-result.ts';
import { exchangeOver } from './exchange-over.ts';
import { authority } from '../paths/target.ts';

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
  const { host, port, scheme, path } = options;
  const headers = {
    host: options.hostHeader ?? authority(host, port, scheme),
    'user-agent': 'pod-start-slo',
    accept: '*/*',
    connection: 'close',
  };
  const wrapped = (): Duplex => (scheme === 'https' ? overTls(connection, host) : connection);
  return exchangeOver(
    { connection: wrapped, options: { path, headers } },
    (response, done) => {
      const atMs = clock.nowMs();
      response.on('error', () => undefined);
      done({ status: response.statusCode ?? 0, atMs });
    },
    signal,
  );
}

function overTls(socket: Duplex, host: string): Duplex {
  // An IP address is not allowed as a server name (RFC 6066, section 3).
  const servername = isIP(host) === 0 ? host : '';
  const secured = startTls({ socket, servername, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
  return secured.on('error', () => undefined);
}
