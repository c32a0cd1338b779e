import { html, type Html, type Part } from '../html/markup.ts';
import { percent, round, type Tick } from './scale.ts';

/** Across in percent, down in pixels. */
export interface At {
  x: number;
  y: number;
}

export type Anchor = 'start' | 'middle' | 'end';

/** A line over the whole width, or from one share of it to another. */
export function lineAcross(name: string, y: number, [from, to]: readonly [number, number] = [0, 100]): Html {
  const at = round(y);
  return html`<line class="${name}" x1="${percent(from)}" x2="${percent(to)}" y1="${at}" y2="${at}" />`;
}

export function lineDown(name: string, x: number, [from, to]: readonly [number, number]): Html {
  const at = percent(x);
  return html`<line class="${name}" x1="${at}" x2="${at}" y1="${round(from)}" y2="${round(to)}" />`;
}

export interface TextOptions {
  anchor?: Anchor;
  /** Pixels to the right. */
  shift?: number;
}

/** A text whose middle is at a height. */
export function textAt(name: string, { x, y }: At, content: Part, options: TextOptions = {}): Html {
  const { anchor = 'middle', shift = 0 } = options;
  const at = html`x="${percent(x)}" y="${round(y)}" dx="${shift}" dy="0.35em"`;
  return html`<text class="${name}" ${at} text-anchor="${anchor}">${content}</text>`;
}

/** The same beside a plot, at its right edge. */
export function textBeside(name: string, y: number, content: Part): Html {
  return textAt(name, { x: 100, y }, content, { anchor: 'end', shift: -8 });
}

/** So that a text at an end of the plot stays within it. */
function anchorAt(x: number): Anchor {
  return x < 3 ? 'start' : x > 97 ? 'end' : 'middle';
}

/** A tick of an axis of times, with its line through the plot. */
export function timeTick(tick: Tick, lines: readonly [number, number]): Html {
  return html`${lineDown('grid', tick.at, lines)}${tickLabel(tick, lines[1] + 12)}`;
}

/** What an axis of times across says at a tick. */
export function tickLabel({ at, label, minor }: Tick, y: number): Html {
  return textAt(minor ? 'tick minor' : 'tick', { x: at, y }, label, { anchor: anchorAt(at) });
}
