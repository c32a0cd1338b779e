import { messageOf } from '../../core/errors.ts';

/** One line of a watch (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/watch-event-v1/). */
export interface WatchEvent {
  /** ADDED, MODIFIED, DELETED, BOOKMARK or ERROR. */
  type: string;
  object: object;
  /** Monotonic ms at which the bytes that completed the line arrived. */
  receivedMs: number;
}

export interface WatchStreamOptions {
  nowMs: () => number;
  /** Called for every chunk, before anything is parsed. */
  onChunk?: (receivedMs: number) => void;
  maxLineBytes?: number;
}

/** A line that is no event: something was lost, and the watch has to start anew from a list. */
export class WatchLineError extends Error {
  override readonly name = 'WatchLineError';
}

const newline = 0x0a;

/**
 * Cuts the bytes of a watch into events. The arrival is stamped before parsing, so that a large object's parse time is not in it.
 * @throws WatchLineError for a line that is cut off, too long, not UTF-8 or not an event; and whatever `chunks` throws
 */
export async function* watchEvents(
  chunks: AsyncIterable<Uint8Array>,
  { nowMs, onChunk, maxLineBytes = 32 * 1024 * 1024 }: WatchStreamOptions,
): AsyncGenerator<WatchEvent, void> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const receivedMs = nowMs();
    onChunk?.(receivedMs);
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      parts.push(chunk.subarray(start, end));
      const line = parts;
      parts = [];
      length = 0;
      start = end + 1;
      const event = parseLine(line, receivedMs);
      if (event !== null) yield event;
    }
    length += chunk.length - start;
    if (length > maxLineBytes) throw new WatchLineError(`a line of the watch is over ${maxLineBytes} bytes`);
    if (start < chunk.length) parts.push(chunk.subarray(start));
  }
  if (length > 0) throw new WatchLineError('the watch ended in the middle of a line');
}

/** A newline byte never occurs inside a UTF-8 character, so a whole line can be decoded at once, wherever its chunks were cut. */
function parseLine(parts: readonly Uint8Array[], receivedMs: number): WatchEvent | null {
  const [only] = parts;
  const bytes = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  let event: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.trim() === '') return null;
    event = JSON.parse(text);
  } catch (error) {
    throw new WatchLineError(`a line of the watch cannot be read: ${messageOf(error)}`, { cause: error });
  }
  if (!isEvent(event)) throw new WatchLineError('a line of the watch is not an event');
  return { type: event.type, object: event.object, receivedMs };
}

function isEvent(value: unknown): value is { type: string; object: object } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'object' in value &&
    typeof value.object === 'object' &&
    value.object !== null
  );
}
