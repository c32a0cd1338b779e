/** Nothing came for too long: the other end is taken for dead. */
export class IdleError extends Error {
  override readonly name = 'IdleError';
}

/** Aborts a stream that says nothing, or when the outer signal is aborted. */
export class IdleLimit {
  readonly #outer: AbortSignal;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #forward = (): void => this.#controller.abort(this.#outer.reason);

  constructor(outer: AbortSignal, idleMs: number) {
    this.#outer = outer;
    this.#timer = setTimeout(() => this.giveUp(`no byte came for ${idleMs / 1000} s`), idleMs);
    outer.addEventListener('abort', this.#forward, { once: true });
    if (outer.aborted) this.#forward();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  giveUp(why: string): void {
    this.#controller.abort(new IdleError(why));
  }

  restart(): void {
    this.#timer.refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#forward);
  }
}
