import { experimentOf } from '../../core/experiments/registry.ts';
import type { Markdown } from '../../core/markdown.ts';
import { joined, gfm, nothing } from '../markdown/escape.ts';
import { phaseRows } from '../figures/phases.ts';
import { formatTime } from '../wording/time.ts';
import type { ScenarioResult } from '../../core/result.ts';

/** Phases under this share of the median total are not worth a word in a comment. */
const leastShare = 0.1;
const most = 3;

/** `readiness 966 ms, sandbox 445 ms and routing 310 ms of 1.71 s (they overlap)`; empty where no phase is known. */
export function whereTimeWent(scenario: ScenarioResult): Markdown {
  const totalMs = scenario.summary.p50Ms;
  if (totalMs === null) return nothing;
  const longest = phaseRows(scenario)
    .flatMap(({ name, distribution }) => {
      const ms = distribution?.p50Ms ?? null;
      return ms === null || ms < totalMs * leastShare ? [] : [{ name, ms }];
    })
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, most);
  if (longest.length === 0) return nothing;
  const named = longest.map(
    ({ name, ms }, index) => gfm`${index === 0 ? gfm`**${name}**` : name} ${formatTime(ms)}`,
  );
  const overlap = longest.length > 1 ? gfm` (they overlap)` : nothing;
  const { median } = experimentOf(scenario).labels;
  return gfm`Where a median ${median} of ${formatTime(totalMs)} spends its time: ${listed(named)}${overlap}.`;
}

function listed(words: readonly Markdown[]): Markdown {
  const last = words.at(-1) ?? nothing;
  return words.length < 2 ? last : gfm`${joined(words.slice(0, -1), ', ')} and ${last}`;
}
