import type { Distribution, ScenarioResult, Summary, Verdict } from '../../core/result.ts';
import type { Remark } from '../wording/remark.ts';
import { longestText, shorten } from '../wording/clean.ts';
import type { Role } from '../wording/style.ts';
import { marks, verdictRoles } from '../terminal/judgement.ts';
import { beyondOf, formatQuantile } from '../wording/time.ts';
import { html, type Html } from './markup.ts';

/** Text of any origin, not longer than anyone reads. */
export function say(text: string): string {
  return shorten(text, longestText);
}

/** `✔ met` in its colour. */
export function verdictWord(verdict: Verdict | null, words: string = verdict ?? ''): Html {
  if (verdict === null) return html`<span class="faint">not judged</span>`;
  return html`<span class="${verdictRoles[verdict]}"
    ><span aria-hidden="true">${marks[verdict]}</span> ${words}</span
  >`;
}

/** p50, p95 and max; `never` stands for what was not reached. */
export function quantiles({ count, p50Ms, p95Ms, maxMs }: Distribution, never: string): string[] {
  return [p50Ms, p95Ms, maxMs].map((ms) => formatQuantile(ms, count, never));
}

/** The text for a quantile of the total that is a start which never answered. */
export function neverOf({ summary, timeoutMs }: { summary: Summary; timeoutMs: number }): string {
  return beyondOf(summary, timeoutMs).value;
}

export function remarkList(remarks: readonly Pick<Remark, 'role' | 'text' | 'detail'>[]): Html | null {
  if (remarks.length === 0) return null;
  const items = remarks.map(({ role, text, detail }) => {
    const last = detail === undefined ? null : html`<span class="remark">last: ${say(detail)}</span>`;
    return html`<li class="${colourOf(role)}">${say(text)}${last}</li> `;
  });
  return html`<ul class="remarks">
    ${items}
  </ul> `;
}

/** Faint remarks have the usual colour here: the page has a part for them. */
function colourOf(role: Role): Role | '' {
  return role === 'faint' ? '' : role;
}

const longestName = 80;

export function nameOf({ name }: ScenarioResult): string {
  return shorten(name, longestName);
}
