import { experimentOf } from '../../core/experiments/registry.ts';
import { phaseRows } from '../phases.ts';
import { formatTime } from '../time.ts';
import type { ScenarioResult } from '../../core/result.ts';

/** Phases under this share of the median total are not worth a word in a comment. */
const leastShare = 0.1;
const most = 3;

/** `readiness 966 ms, sandbox 445 ms and routing 310 ms of 1.71 s (they overlap)`; empty where no phase is known. */
export function whereTimeWent(scenario: ScenarioResult): string {
  const totalMs = scenario.summary.p50Ms;
  if (totalMs === null) return '';
  const longest = phaseRows(scenario)
    .flatMap(({ name, distribution }) => {
      const ms = distribution?.p50Ms ?? null;
      return ms === null || ms < totalMs * leastShare ? [] : [{ name, ms }];
    })
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, most);
  if (longest.length === 0) return '';
  const named = longest.map(
    ({ name, ms }, index) => `${index === 0 ? `**${name}**` : name} ${formatTime(ms)}`,
  );
  const overlap = longest.length > 1 ? ' (they overlap)' : '';
  return `Where a median ${experimentOf(scenario).labels.median} of ${formatTime(totalMs)} spends its time: ${listed(named)}${overlap}.`;
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
