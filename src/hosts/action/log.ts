import { guardLine, guardLines } from './guard.ts';
import type { Toolkit } from './toolkit.ts';

/** The step's log. All that is printed goes through here, and none of it can be a command of somebody else's. */
export class Log {
  readonly #toolkit: Toolkit;
  #isGroupOpen = false;

  constructor(toolkit: Toolkit) {
    this.#toolkit = toolkit;
  }

  /** Prints text; what would be a command to the runner is taken apart. */
  say(text: string): void {
    for (const line of guardLines(text)) this.#toolkit.print(line);
  }

  /** What follows can be folded away, until the next group or the end of this one. */
  group(title: string): void {
    this.endGroup();
    this.#toolkit.startGroup(guardLine(title));
    this.#isGroupOpen = true;
  }

  endGroup(): void {
    if (this.#isGroupOpen) this.#toolkit.endGroup();
    this.#isGroupOpen = false;
  }

  /** A message that GitHub shows on the page of the run; it may have several lines. */
  annotate(level: 'error' | 'warning', title: string, message: string): void {
    this.endGroup();
    this.#toolkit.annotate(level, guardLine(title), guardLines(message).join('\n'));
  }

  /** From now on the runner prints *** for it. */
  mask(secret: string): void {
    if (secret.trim() !== '') this.#toolkit.mask(secret);
  }
}
