import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import type { Context, Output } from '../../../src/hosts/cli/streams.ts';

/** A process that can be looked at. */
export interface FakeContext extends Context {
  signals: EventEmitter;
  printed: () => string;
  told: () => string;
  exits: number[];
}

export function fakeContext(env: Context['env'] = {}): FakeContext {
  const [stdout, printed] = memory();
  const [stderr, told] = memory();
  const exits: number[] = [];
  return {
    stdout,
    stderr,
    env,
    signals: new EventEmitter(),
    ignoresHangup: false,
    exitNow: (code) => exits.push(code),
    printed,
    told,
    exits,
  };
}

export function memory(): [Output, () => string] {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  return [stream, () => text];
}
