import type { Timer } from '../../src/github/api.ts';
import type { Comment, Comments } from '../../src/github/comments.ts';
import { failed, succeeded, type Outcome } from '../../src/github/failure.ts';

/** Time that passes only when everybody waits, so that thousands of runs of it take a moment. */
export class SimulatedTime implements Timer {
  #nowMs = 0;
  #order = 0;
  readonly #waiting: { atMs: number; order: number; wake: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.#order += 1;
      this.#waiting.push({ atMs: this.#nowMs + ms, order: this.#order, wake });
    });
  }

  /** Until all of it is over, or nobody waits for anything any more. */
  async run<T>(all: readonly Promise<T>[]): Promise<T[]> {
    const over = Promise.all(all);
    for (;;) {
      const aTurn = new Promise<null>((resolve) => setImmediate(() => resolve(null)));
      const result = await Promise.race([over, aTurn]);
      if (result !== null) return result;
      const next = this.#waiting.toSorted((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
      if (next === undefined) throw new Error('everybody waits for nothing');
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#nowMs = next.atMs;
      next.wake();
    }
  }
}

export interface Delays {
  /** Until a request is carried out, and until its answer is there. */
  next(): { thereMs: number; backMs: number };
}

/**
 * Comments as GitHub keeps them: the last write wins, and a request is carried out at some moment between sending and
 * answer, or not at all where its sender has given up by then.
 */
export class SimulatedComments {
  readonly comments: Comment[] = [];
  created = 0;
  writes = 0;
  readonly #time: SimulatedTime;

  constructor(time: SimulatedTime) {
    this.#time = time;
  }

  /** The way that one leg has to them. */
  seenBy(delays: Delays): Comments {
    return {
      list: () => this.#carryOut(delays, Infinity, () => this.comments.map((each) => ({ ...each }))),
      create: (body, withinMs) => this.#carryOut(delays, withinMs, () => this.#create(body)),
      update: (id, body, withinMs) => this.#carryOut(delays, withinMs, () => this.#update(id, body)),
      remove: async (id, withinMs) => {
        const removed = await this.#carryOut(delays, withinMs, () => this.#remove(id));
        return removed.ok ? succeeded(null) : removed;
      },
    };
  }

  async #carryOut<T>(delays: Delays, withinMs: number, action: () => T | null): Promise<Outcome<T>> {
    const { thereMs, backMs } = delays.next();
    const late = failed('unavailable', 'no answer in time');
    if (thereMs > withinMs) return this.#time.sleep(withinMs).then(() => late);
    await this.#time.sleep(thereMs);
    const value = action();
    await this.#time.sleep(Math.min(backMs, withinMs - thereMs));
    if (thereMs + backMs > withinMs) return late;
    return value === null ? failed('not-found', 'Not Found') : succeeded(value);
  }

  #create(body: string): Comment {
    this.created += 1;
    this.writes += 1;
    const comment = {
      id: this.created,
      body,
      html_url: `#${this.created}`,
      user: { login: 'bot', type: 'Bot' },
    };
    this.comments.push(comment);
    return { ...comment };
  }

  #update(id: number, body: string): Comment | null {
    const comment = this.comments.find((each) => each.id === id);
    if (comment === undefined) return null;
    this.writes += 1;
    comment.body = body;
    return { ...comment };
  }

  #remove(id: number): true {
    const index = this.comments.findIndex((each) => each.id === id);
    if (index >= 0) this.comments.splice(index, 1);
    return true;
  }
}
