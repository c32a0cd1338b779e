/**
 * How often shards that are judged together are called violated: `node bench/merge-chances.ts` prints the table of
 * docs/reports.md. Exact: how a shard ends depends on nothing but its counts, so the chance of each end is known, and
 * so is that of each sum of ends.
 */
import { checkAt } from '../src/core/interim-checks.ts';
import { judgeScenario, type Judged } from '../src/core/verdict.ts';
import { ask, observed, observedRates, over, proven, repeat, within } from './verdict-chances.ts';
import { percent, table } from './verdict-curve.ts';

/** Iterations and breaches of a shard, or of several, and how many iterations their looks would have had. */
type End = readonly [n: number, breaches: number, aim: number];
type Chances = Map<string, { end: End; chance: number }>;

export interface MergedOutlook {
  met: number;
  violated: number;
  inconclusive: number;
}

/** The exact chances of each verdict for so many shards of one scenario, judged together. */
export function mergedOutlook(scenario: Judged, shards: number, rate: number): MergedOutlook {
  const one = endsOf(scenario, rate);
  let all: Chances = new Map();
  addTo(all, [0, 0, 0], 1);
  for (let shard = 0; shard < shards; shard++) all = sumOf(all, one);
  const total: MergedOutlook = { met: 0, violated: 0, inconclusive: 0 };
  for (const { end, chance } of all.values()) total[verdictOf(scenario, end)] += chance;
  return total;
}

/** What is asked again and again, as a verdict does not depend on the rate. */
const verdicts = new Map<string, keyof MergedOutlook>();

function verdictOf({ rule, objectives }: Judged, [n, breaches, aim]: End): keyof MergedOutlook {
  const key = [rule, n, breaches, aim].join('/');
  const known = verdicts.get(key);
  if (known !== undefined) return known;
  const iterations = [...repeat(over, breaches), ...repeat(within, n - breaches)];
  const scenario = { rule, objectives, iterations: aim, maxIterations: aim };
  const verdict = judgeScenario(scenario, iterations).verdict ?? 'inconclusive';
  verdicts.set(key, verdict);
  return verdict;
}

/** The chance of each way in which a shard ends. */
function endsOf(scenario: Judged, rate: number): Chances {
  const ends: Chances = new Map();
  let running = new Map([[0, 1]]);
  for (let n = 1; n <= scenario.maxIterations; n++) {
    const next = new Map<number, number>();
    for (const [breaches, chance] of running) {
      next.set(breaches, (next.get(breaches) ?? 0) + chance * (1 - rate));
      next.set(breaches + 1, (next.get(breaches + 1) ?? 0) + chance * rate);
    }
    for (const [breaches, chance] of next) {
      const step = ask(scenario, [...repeat(over, breaches), ...repeat(within, n - breaches)]);
      if (step.kind === 'continue') continue;
      addTo(ends, [n, breaches, checkAt(scenario, n)], chance);
      next.delete(breaches);
    }
    running = next;
  }
  return ends;
}

function sumOf(one: Chances, other: Chances): Chances {
  const sums: Chances = new Map();
  for (const a of one.values())
    for (const b of other.values())
      addTo(sums, [a.end[0] + b.end[0], a.end[1] + b.end[1], a.end[2] + b.end[2]], a.chance * b.chance);
  return sums;
}

/** Ends that hardly ever come are left out: together they are far below what the table shows. */
function addTo(chances: Chances, end: End, chance: number): void {
  if (chance < 1e-9) return;
  const key = end.join('/');
  chances.set(key, { end, chance: (chances.get(key)?.chance ?? 0) + chance });
}

/** The table of docs/reports.md: four shards with the usual settings, judged together. */
export function mergedTable(): string {
  const rows = observedRates.slice(0, -1).map((rate) => {
    const { met, violated, inconclusive } = mergedOutlook(observed, 4, rate);
    return [rate, met, violated, inconclusive].map(percent);
  });
  return table(['starts over the limit', 'met', 'violated', 'inconclusive'], rows);
}

if (import.meta.main) {
  console.log(mergedTable());
  const { met, violated } = mergedOutlook(proven, 4, 0.05);
  console.log(`proven, exactly at its limit: met ${percent(met)}, violated ${percent(violated)}`);
}
