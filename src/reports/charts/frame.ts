import { html, type Html, type Part } from '../html/markup.ts';

export interface Frame {
  /** What the chart says, for those who do not see it. */
  alt: string;
  heightPx: number;
  /** What stands beside the plot, such as labels of the axis, and how wide that is. */
  side?: { widthPx: number; content: Part };
  /** The plot: across in percent, down in pixels. */
  plot: Part;
}

/** A chart as wide as there is room, in one image to those who do not see it. */
export function frame({ alt, heightPx, side, plot }: Frame): Html {
  const labels =
    side === undefined
      ? null
      : html`<svg class="side" width="${side.widthPx}" height="${heightPx}" aria-hidden="true">
          ${side.content}
        </svg>`;
  return html`<div class="chart${side === undefined ? '' : html` with-side`}" role="img" aria-label="${alt}">
    ${labels}<svg class="plot" width="100%" height="${heightPx}" aria-hidden="true">${plot}</svg>
  </div> `;
}

export interface LegendEntry {
  sample: Html;
  label: string;
}

export function legend(entries: readonly LegendEntry[]): Html {
  return html`<ul class="legend">
    ${entries.map(({ sample, label }) => html`<li>${sample}${label}</li>`)}
  </ul> `;
}
