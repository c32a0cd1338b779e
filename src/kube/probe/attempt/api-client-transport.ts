import type { Duplex } from 'node:stream';
import type { ApiClient, ApiStream } from '../../api/api.ts';
import { portForwardPath } from '../paths/api-paths.ts';
import { statusOf } from './api-status.ts';
import { WayRefusal } from './attempt-error.ts';
import type { ApiTransport, PodPort, RawResponse } from './api-transport.ts';
import { openPortForward } from '../paths/port-forward-stream.ts';

/** Enough for any Status object, and for most bodies of a health endpoint to be read to their end. */
const longestBodyBytes = 16 * 1024;
const explanationTimeoutMs = 2000;

/** What the probe needs, over the one client of a run. */
export function apiTransport(api: ApiClient): ApiTransport {
  return {
    rawGet: async (path, { signal, timeoutMs }) =>
      rawResponse(await api.stream({ path, signal, timeoutMs, anyStatus: true })),
    connectPort: (pod, signal) => connectPort(api, pod, signal),
  };
}

async function connectPort(api: ApiClient, pod: PodPort, signal: AbortSignal): Promise<Duplex> {
  const path = portForwardPath(pod);
  const { dispatcher, headers } = await api.connection();
  signal.throwIfAborted();
  try {
    return await openPortForward(`${api.server}${path}`, pod.port, { dispatcher, headers, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw await refusal(api, path, signal, error);
  }
}

/** Asks again without a WebSocket, which is told the reason: that the pod is not there, or that it is not allowed. */
async function refusal(
  api: ApiClient,
  path: string,
  signal: AbortSignal,
  cause: unknown,
): Promise<WayRefusal> {
  const answer = await api.stream({ path, signal, timeoutMs: explanationTimeoutMs, anyStatus: true });
  const said = statusOf(await readSome(answer.body));
  const isReason = said !== null && answer.status !== 400;
  const why = isReason ? `HTTP ${answer.status} ${said.reason}`.trimEnd() : 'not opened';
  return new WayRefusal(`port-forward: ${why}`, isReason ? said.reason : '', cause);
}

/** Reads the body in any case: a body left unread would cost the connection. */
function rawResponse({ status, headers, body }: ApiStream): RawResponse {
  const text = readSome(body);
  return { status, headers, text: () => text };
}

async function readSome(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes >= longestBodyBytes) break;
    }
  } catch {
    // The head is the answer; of the body, what came is enough.
  }
  return Buffer.concat(chunks).toString('utf8');
}
