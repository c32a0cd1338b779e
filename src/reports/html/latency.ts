import type { Comparison, Distribution, ScenarioResult } from '../../core/result.ts';
import { labelled, otherMeasures, readyLabel, totalLabel } from '../figures/measures.ts';
import { beyondOf, missing } from '../wording/time.ts';
import { changeBetween } from './change.ts';
import { html, type Html } from './markup.ts';
import { number, numberHeads, tableOf } from './table.ts';
import { nameOf, neverOf, quantiles, say } from './words.ts';

interface Measure {
  label: string;
  /** Class of its row. */
  name: string;
  now: Distribution;
  before: Distribution | undefined;
}

/** p50, p95 and max of both times, with the baseline's and the change below them where there is one. */
export function latencyTable(scenario: ScenarioResult): Html | null {
  const { summary, ready, comparison, timeoutMs } = scenario;
  if (summary.count === 0) return null;
  const never = neverOf(scenario);
  const { baseline } = comparison ?? {};
  const measures: Measure[] = [
    { label: totalLabel(scenario), name: 'main', now: summary, before: baseline?.summary },
    { label: readyLabel(scenario), name: 'other', now: ready, before: baseline?.ready },
    ...otherMeasures(scenario).map((other) => ({
      label: labelled(other),
      name: 'other',
      now: other.distribution,
      before: other.before,
    })),
  ];
  const table = tableOf({
    name: 'latency',
    label: `Latency: ${nameOf(scenario)}`,
    heads: ['Latency', ...numberHeads(['p50', 'p95', 'max'])],
    rows: measures.map((measure) => rowsOf(measure, baseline, never)),
  });
  if (summary.maxMs !== null) return table;
  return html`${table}
    <p class="faint small">${never}: ${beyondOf(summary, timeoutMs).why}</p> `;
}

function rowsOf({ label, name, now, before }: Measure, baseline: Baseline | undefined, never: string): Html {
  const row = html`<tr class="${name}">
    <th scope="row">${label}</th>
    ${quantiles(now, never).map(number)}
  </tr> `;
  return before === undefined || baseline === undefined
    ? row
    : html`${row}${besideRows(now, before, baseline, never)}`;
}

type Baseline = Comparison['baseline'];

/** The baseline and how far the two are apart. */
function besideRows(now: Distribution, before: Distribution, { label }: Baseline, never: string): Html {
  const changes = (['p50Ms', 'p95Ms', 'maxMs'] as const).map((key) => changeCell(before[key], now[key]));
  return html`<tr class="beside">
      <th scope="row">${say(label)}</th>
      ${quantiles(before, never).map(number)}
    </tr>
    <tr class="beside change">
      <th scope="row">change</th>
      ${changes}
    </tr> `;
}

/** Time and share may stand below each other where there is little room. */
function changeCell(beforeMs: number | null, nowMs: number | null): Html {
  const change = changeBetween(beforeMs, nowMs);
  if (change === null) return number(missing);
  const share = change.share === null ? null : html` <span class="nowrap">(${change.share})</span>`;
  return html`<td class="number change"><span class="nowrap">${change.time}</span>${share}</td>`;
}
