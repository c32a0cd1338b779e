import fc from 'fast-check';
import { expect, test } from 'vitest';
import { watchEvents, WatchLineError, type WatchEvent } from '../../../src/kube/watch/watch-stream.ts';

async function* chunksOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

async function read(chunks: readonly Uint8Array[], maxLineBytes?: number): Promise<WatchEvent[]> {
  let now = 0;
  const options = { nowMs: () => ++now, ...(maxLineBytes === undefined ? {} : { maxLineBytes }) };
  const events: WatchEvent[] = [];
  for await (const event of watchEvents(chunksOf(chunks), options)) events.push(event);
  return events;
}

function cut(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
  const points = [...new Set(at.map((point) => point % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...points].map((point, index) => bytes.subarray(point, points[index] ?? bytes.length));
}

const line = (object: object, type = 'ADDED'): string => `${JSON.stringify({ type, object })}\n`;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('any chunking of any objects gives the same objects', async () => {
  const objects = fc.array(
    fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'binary' })),
  );
  await fc.assert(
    fc.asyncProperty(objects, fc.array(fc.nat()), async (given, cuts) => {
      const normal = JSON.parse(JSON.stringify(given)) as object[];
      const stream = bytes(normal.map((object) => line(object)).join(''));
      const events = await read(cut(stream, cuts));
      expect(events.map(({ object }) => object)).toStrictEqual(normal);
    }),
  );
});

test('a character cut in the middle is read whole', async () => {
  const stream = bytes(line({ name: 'grün 🚀' }));
  const chunks = Array.from(stream, (byte) => Uint8Array.of(byte));
  expect((await read(chunks)).map(({ object }) => object)).toEqual([{ name: 'grün 🚀' }]);
});

test('an event carries the arrival of the chunk that completed it', async () => {
  const events = await read([bytes(line({ a: 1 }) + '{"type":"ADDED",'), bytes('"object":{}}\n' + line({}))]);
  expect(events.map(({ receivedMs }) => receivedMs)).toEqual([1, 2, 2]);
});

test('every chunk is reported before it is parsed', async () => {
  const seen: number[] = [];
  const stream = watchEvents(chunksOf([bytes('not json\n')]), {
    nowMs: () => 7,
    onChunk: (at) => seen.push(at),
  });
  await expect(stream.next()).rejects.toThrow(WatchLineError);
  expect(seen).toEqual([7]);
});

test('empty lines are no events', async () => {
  expect(await read([bytes('\n \r\n'), bytes(line({}))])).toHaveLength(1);
});

test.each([
  ['is not JSON', bytes('{"type":"ADDED","object":\n')],
  ['has no object', bytes('{"type":"ADDED"}\n')],
  ['is no mapping', bytes('[]\n')],
  ['is not UTF-8', Uint8Array.of(0x22, 0xff, 0x22, 0x0a)],
  ['is cut off by the end', bytes('{"type":"ADDED","object":{}}')],
])('a line that %s is an error', async (_, chunk) => {
  await expect(read([chunk])).rejects.toThrow(WatchLineError);
});

test('a line of several megabytes in small chunks is read', async () => {
  const stream = bytes(line({ big: 'x'.repeat(8 * 1024 * 1024) }));
  const chunks = Array.from({ length: Math.ceil(stream.length / 16_384) }, (_, index) =>
    stream.subarray(index * 16_384, (index + 1) * 16_384),
  );
  expect(await read(chunks)).toHaveLength(1);
});

test('a line over the limit is an error before all of it is kept', async () => {
  await expect(read([bytes('x'.repeat(60)), bytes('x'.repeat(60))], 100)).rejects.toThrow('over 100 bytes');
});

test('garbage anywhere in a stream is an error or left out, and what came before it is read as it was', async () => {
  const whole = [line({ name: 'grün' }), line({ n: 1 }, 'MODIFIED'), line({ n: 2 }, 'DELETED')];
  const stream = bytes(whole.join(''));
  const garbage = fc.uint8Array({ minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(garbage, fc.nat(stream.length), fc.array(fc.nat()), async (junk, at, cuts) => {
      const damaged = Buffer.concat([stream.subarray(0, at), junk, stream.subarray(at)]);
      const seen: object[] = [];
      const reading = async (): Promise<void> => {
        for await (const { object } of watchEvents(chunksOf(cut(damaged, cuts)), { nowMs: () => 0 }))
          seen.push(object);
      };
      await reading().catch((error: unknown) => expect(error).toBeInstanceOf(WatchLineError));
      const intact = whole.filter((_, index) => bytes(whole.slice(0, index + 1).join('')).length <= at);
      expect(seen.slice(0, intact.length)).toEqual(
        intact.map((text) => (JSON.parse(text) as { object: object }).object),
      );
    }),
    { numRuns: 500 },
  );
});
