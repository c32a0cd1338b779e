import type { Distribution } from '../../core/result.ts';
import { html, type Html } from '../html/markup.ts';
import { percent } from './scale.ts';

const heightPx = 16;

/** A bar to the p50, a line on to the p95 and a tick at the max; hidden from who hears the numbers beside it. */
export function phaseBar({ count, p50Ms, p95Ms, maxMs }: Distribution, largestMs: number): Html {
  const at = (ms: number | null) =>
    ms === null ? (count > 0 ? 100 : 0) : (ms / Math.max(largestMs, 1)) * 100;
  const [p50, p95, max] = [at(p50Ms), at(p95Ms), at(maxMs)];
  return html`<svg class="phase-bar" width="100%" height="${heightPx}" aria-hidden="true">
    <rect class="bar within" x="0" width="${percent(p50)}" y="3" height="10" />
    <line class="whisker" x1="${percent(p50)}" x2="${percent(p95)}" y1="8" y2="8" />
    <line class="whisker end" x1="${percent(max)}" x2="${percent(max)}" y1="3" y2="13" />
  </svg>`;
}
