import { WebSocket } from 'undici';
import { PodStartSloError } from '../../core/errors.ts';
import type { ApiClient } from './api.ts';
import { resourcePath } from './paths.ts';

export interface ExecRequest {
  namespace: string;
  pod: string;
  container: string;
  command: readonly string[];
  /** What to do where it may not be begun. */
  hint: string;
  signal: AbortSignal;
}

export interface ExecEnd {
  /** Of the command; null where the connection ended without it, as when the container dies under it. */
  exitCode: number | null;
  /** What the command, or the runtime in its place, said: the beginning. */
  said: string;
  /** All that it wrote to its standard output. */
  stdout: string;
}

/** Each message begins with its channel (k8s.io/kubelet/pkg/cri/streaming/remotecommand/websocket.go). */
const protocol = 'v4.channel.k8s.io';
const outputChannel = 1;
const errorChannel = 3;
const mostSaid = 2000;
const mostOutput = 32 * 1024 * 1024;

/** What the error channel ends with. */
interface Status {
  status?: string;
  message?: string;
  details?: { causes?: readonly { reason?: string; message?: string }[] };
}

/**
 * Runs a command in a container, through the API server and the kubelet.
 * @throws PodStartSloError cluster where it could not be begun; the signal's reason
 */
export async function execInPod(api: ApiClient, request: ExecRequest): Promise<ExecEnd> {
  const { dispatcher, headers } = await api.connection();
  const { signal } = request;
  signal.throwIfAborted();
  const socket = new WebSocket(urlOf(api.server, request), {
    protocols: [protocol],
    dispatcher,
    headers: { ...headers },
  });
  socket.binaryType = 'arraybuffer';
  const ended = Promise.withResolvers<ExecEnd>();
  const giveUp = (): void => {
    socket.close();
    ended.reject(signal.reason as Error);
  };
  signal.addEventListener('abort', giveUp, { once: true });
  let isOpen = false;
  const output: Buffer[] = [];
  let outputBytes = 0;
  let said = '';
  let exitCode: number | null = null;
  socket.addEventListener('open', () => {
    isOpen = true;
  });
  socket.addEventListener('message', ({ data }: { data: unknown }) => {
    if (!(data instanceof ArrayBuffer)) return;
    const [channel] = new Uint8Array(data, 0, Math.min(1, data.byteLength));
    const bytes = Buffer.from(data.slice(1));
    if (channel === outputChannel && (outputBytes += bytes.length) <= mostOutput) output.push(bytes);
    const text = bytes.toString('utf8');
    if (channel !== errorChannel) said = (said + text).slice(0, mostSaid);
    else ({ exitCode, said } = endOf(text, said));
  });
  socket.addEventListener('close', () =>
    ended.resolve({ exitCode, said: said.trim(), stdout: Buffer.concat(output).toString('utf8') }),
  );
  // The event does not tell why: a WebSocket hides the response that refused it.
  socket.addEventListener('error', () => {
    if (!isOpen) ended.reject(notBegun(request));
  });
  try {
    return await ended.promise;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

function urlOf(server: string, { namespace, pod, container, command }: ExecRequest): URL {
  const path = resourcePath({ namespace, resource: 'pods', name: pod, subresource: 'exec' });
  const url = new URL(`${server}${path}`);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.append('container', container);
  url.searchParams.append('stdout', 'true');
  url.searchParams.append('stderr', 'true');
  for (const word of command) url.searchParams.append('command', word);
  return url;
}

function endOf(text: string, said: string): Pick<ExecEnd, 'exitCode' | 'said'> {
  try {
    const { status, message = '', details } = JSON.parse(text) as Status;
    if (status === 'Success') return { exitCode: 0, said };
    const code = details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;
    return { exitCode: code === undefined ? null : Number(code), said: said === '' ? message : said };
  } catch {
    return { exitCode: null, said: text };
  }
}

function notBegun({ pod, namespace, hint }: ExecRequest): PodStartSloError {
  const message = `no command could be run in pod ${pod} of namespace ${namespace}`;
  return new PodStartSloError('cluster', message, { hint });
}

/** Whether there is no such program, as shells and the runtimes say it. */
export function isMissing({ exitCode, said }: Pick<ExecEnd, 'exitCode' | 'said'>): boolean {
  return (
    exitCode === 126 || exitCode === 127 || /executable file not found|no such file or directory/.test(said)
  );
}
