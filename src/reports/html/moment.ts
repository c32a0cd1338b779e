import type { Result } from '../../core/result.ts';
import { formatTime } from '../wording/time.ts';
import { html, type Html } from './markup.ts';

/** A point in time as results hold them: `2025-11-23 22:01:06 UTC`. */
export function moment(iso: string): Html {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(iso);
  if (parts === null) return html`${iso}`;
  const [, day = '', time = ''] = parts;
  return html`<time datetime="${day}T${time}Z">${day} ${time} UTC</time>`;
}

/** ` · 1m24s`: how long the run took, where it has ended. */
export function spanOf({ startedAt, finishedAt }: Result): Html | null {
  const ms = finishedAt === null ? NaN : Date.parse(finishedAt) - Date.parse(startedAt);
  return ms >= 0 ? html` · took ${formatTime(ms)}` : null;
}
