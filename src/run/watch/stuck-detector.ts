/** How much longer than expected something may take before the loop counts as stuck. */
const slackMs = 60_000;

/** Tells a loop that waits from one that is stuck: each step says how long it may take. */
export class StuckDetector {
  readonly #nowMs: () => number;
  #doing = 'starting';
  #untilMs: number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#untilMs = nowMs() + slackMs;
  }

  expect(doing: string, withinMs: number): void {
    this.#doing = doing;
    this.#untilMs = this.#nowMs() + withinMs + slackMs;
  }

  /** What has been going on for too long; null: all is well. */
  stuckAt(): string | null {
    const overMs = this.#nowMs() - this.#untilMs;
    return overMs <= 0
      ? null
      : `${this.#doing}, for ${Math.round((overMs + slackMs) / 1000)} s longer than it may take`;
  }
}
