import type { LiveClock } from '../shared/live-clock.ts';
import { columnsOf, type Output } from './streams.ts';

/** Ten repaints a second at most: the process that paints is the one that measures. */
const repaintMs = 100;

/** Some lines at the bottom of a terminal that are repainted in place. */
export class LiveArea {
  readonly #stream: Output;
  readonly #render: (width: number) => readonly string[];
  readonly #stopTimer: () => void;
  #painted = 0;
  #isOpen = true;
  #isShown = false;

  constructor(stream: Output, clock: LiveClock, render: (width: number) => readonly string[]) {
    this.#stream = stream;
    this.#render = render;
    this.#stopTimer = clock.every(repaintMs, () => this.#repaint());
  }

  /** From the first change on there is something to show. */
  changed(): void {
    this.#isShown = true;
  }

  printAbove(line: string): void {
    this.#write(`${line}\n`);
  }

  /** Takes the lines away; an empty one sets what follows apart. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#stopTimer();
    this.#write(this.#isShown ? '\n' : '');
  }

  #repaint(): void {
    if (this.#isOpen && this.#isShown) this.#write('');
  }

  /** One write a frame, so that a terminal never shows half of it. */
  #write(above: string): void {
    const erase = this.#painted === 0 ? '' : `\u001B[${this.#painted}A\r\u001B[J`;
    const isPainted = this.#isOpen && this.#isShown;
    const lines = isPainted ? this.#render(columnsOf(this.#stream)) : [];
    this.#painted = lines.length;
    const text = erase + above + lines.map((line) => `${line}\n`).join('');
    if (text !== '') this.#stream.write(text);
  }
}
