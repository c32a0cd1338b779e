import { setTimeout as sleep } from 'node:timers/promises';

export const realClock = {
  nowMs: () => performance.now(),
  sleep: async (ms: number, signal?: AbortSignal): Promise<void> => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  },
};

/** A clock that stands still until it is moved. */
export class FakeClock {
  #nowMs = 1000;
  #sleepers: { atMs: number; wake: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (): void => reject(new Error('aborted'));
      if (signal?.aborted === true) fail();
      signal?.addEventListener('abort', fail, { once: true });
      this.#sleepers.push({ atMs: this.#nowMs + ms, wake: resolve });
    });
  }

  /** Lets time pass, waking everybody at their moment. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      await settle();
      const nextMs = Math.min(...this.#sleepers.map(({ atMs }) => atMs));
      if (nextMs > untilMs) break;
      this.#nowMs = Math.max(this.#nowMs, nextMs);
      this.#wake();
    }
    this.#nowMs = untilMs;
    await settle();
  }

  /** A stalled process: time passes, and nobody is woken until it is over. */
  async stall(ms: number): Promise<void> {
    await settle();
    this.#nowMs += ms;
    this.#wake();
    await settle();
  }

  #wake(): void {
    const due = this.#sleepers.filter(({ atMs }) => atMs <= this.#nowMs);
    this.#sleepers = this.#sleepers.filter(({ atMs }) => atMs > this.#nowMs);
    for (const { wake } of due) wake();
  }
}

/** Lets everything that is ready to run do so. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
