import { html, type Html } from '../html/markup.ts';
import type { Kind, Point } from './points.ts';
import { percent, round } from './scale.ts';
import type { At } from './shapes.ts';

/** Two strokes, for what does not count. */
const crossed = 'M-4,-4L4,4M-4,4L4,-4';

/** Every kind has a shape of its own, so that colour is not needed to tell them apart. Warm-ups are hollow. */
const shapes: Record<Kind, string> = {
  within: 'M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0z',
  over: 'M0,-6.5L4,0L0,6.5L-4,0z',
  'timed-out': 'M0,-5.5L5,3.5H-5z',
  failed: 'M-4,-4H4V4H-4z',
  invalid: crossed,
  unknown: crossed,
};

/** How much of its size a mark has. */
const sizes = { large: 1, small: 0.6 };
export type MarkSize = keyof typeof sizes;

/** The shapes, once in a page; marks refer to them. */
export function markDefinitions(): Html {
  const paths = Object.entries(shapes).flatMap(([kind, shape]) =>
    Object.entries(sizes).map(
      ([size, scale]) => html`<path id="mark-${kind}-${size}" d="${shape}" transform="scale(${scale})" />`,
    ),
  );
  return html`<svg class="definitions" width="0" height="0" aria-hidden="true">
    <defs>${paths}${readyDash}${hatches}</defs>
  </svg>`;
}

const readyDash = html`<path id="ready-large" d="M-4,0H4" /><path id="ready-small" d="M-1.5,0H1.5" />`;

/** What lies over a limit, or was not seen, is hatched. */
const hatches = ['over', 'unseen'].map(
  (name) =>
    html`<pattern
      id="hatch-${name}"
      class="hatch ${name}"
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
      ><rect class="ground" width="6" height="6" /><rect class="stripe" width="2.5" height="6"
    /></pattern>`,
);

/** What a mark shows. */
type Shown = Pick<Point, 'kind' | 'warmup'>;

/**
 * A mark that tells its story when pointed at.
 * @param chooses id of the control that a click on it operates, which is there for the keyboard too
 */
export function mark(point: Point, at: At, size: MarkSize, chooses: string): Html {
  const place = html`x="${percent(at.x)}" y="${round(at.y)}"`;
  return html`<g class="iteration" data-iteration="${point.index}">
    <title>${point.title}</title>
    ${useMark(point, at, size)}
    <foreignObject class="pick" ${place} width="16" height="16"
      ><label for="${chooses}"></label
    ></foreignObject>
  </g>`;
}

export function useMark({ kind, warmup }: Shown, { x, y }: At, size: MarkSize): Html {
  const place = html`x="${percent(x)}" y="${round(y)}"`;
  return html`<use
    class="mark ${kind}${warmup ? html` warmup` : ''}"
    href="#mark-${kind}-${size}"
    ${place}
  />`;
}

/** The mark by itself, for a legend. */
export function sampleMark(shown: Shown): Html {
  return html`<svg class="sample" width="14" height="14" aria-hidden="true">
    ${useMark(shown, { x: 50, y: 7 }, 'large')}
  </svg>`;
}
