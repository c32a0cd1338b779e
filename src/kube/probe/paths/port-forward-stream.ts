import { Duplex } from 'node:stream';
import { WebSocket, type Dispatcher } from 'undici';
import { abortReason } from '../attempt/within.ts';

export interface PortForwardOptions {
  dispatcher: Dispatcher;
  headers: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

/**
 * The sub-protocol in which each message begins with its channel's number: 0 is the port's data, 1 its error, and the
 * first message on each holds the port as 16 bits, low byte first
 * (k8s.io/kubelet/pkg/cri/streaming/portforward/websocket.go). The newer SPDY tunnel gains nothing for one connection.
 */
const protocol = 'v4.channel.k8s.io';
const dataChannel = 0;

/**
 * A connection to a pod's port over a WebSocket of its own. It stands when the WebSocket does: whether the pod refuses
 * shows on the error channel only after that.
 * @throws Error `port-forward: not opened`; the signal's reason
 */
export function openPortForward(url: string, port: number, options: PortForwardOptions): Promise<Duplex> {
  const { dispatcher, headers, signal } = options;
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    target.protocol = target.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(target, { protocols: [protocol], dispatcher, headers: { ...headers } });
    socket.binaryType = 'arraybuffer';
    const giveUp = (): void => {
      socket.close();
      reject(abortReason(signal));
    };
    signal.addEventListener('abort', giveUp, { once: true });
    // The event does not tell why: a WebSocket hides the response that refused it.
    socket.addEventListener('error', () => reject(new Error('port-forward: not opened')));
    socket.addEventListener('open', () => {
      signal.removeEventListener('abort', giveUp);
      resolve(new PortForwardStream(socket, port));
    });
  });
}

/** The data channel as a byte stream; what the error channel says destroys it. */
class PortForwardStream extends Duplex {
  readonly #socket: WebSocket;
  readonly #begun = new Set<number>();

  constructor(socket: WebSocket, port: number) {
    super();
    this.#socket = socket;
    // Stays for the stream's life: an error after the exchange has ended must not end the process.
    this.on('error', () => undefined);
    socket.addEventListener('message', ({ data }: { data: unknown }) => {
      if (data instanceof ArrayBuffer) this.#receive(Buffer.from(data), port);
    });
    socket.addEventListener('close', () => this.push(null));
    socket.addEventListener('error', () => this.destroy(new Error('port-forward: connection broken')));
  }

  #receive(message: Buffer, port: number): void {
    const [channel = dataChannel] = message;
    const rest = message.subarray(1);
    const first = !this.#begun.has(channel);
    this.#begun.add(channel);
    // A server that leaves out the port's announcement is met by comparing, not by counting.
    if (first && rest.length === 2 && rest.readUInt16LE() === port) return;
    if (channel === dataChannel) this.push(rest);
    else if (rest.length > 0) this.destroy(new Error(forwardError(rest.toString('utf8'), port)));
  }

  override _read(): void {
    // A WebSocket cannot be held back; a response's head is small.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.send(Buffer.concat([Buffer.of(dataChannel), chunk]));
    done();
  }

  override _final(done: (error?: Error | null) => void): void {
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.close();
    done(error);
  }
}

function forwardError(message: string, port: number): string {
  if (message.includes('connection refused'))
    return `port-forward: connection refused by port ${port} in the pod`;
  const known = /i\/o timeout|no route to host|not found/.exec(message)?.[0];
  return `port-forward: ${known ?? (message.split('\n')[0] ?? '').slice(0, 120)}`;
}
