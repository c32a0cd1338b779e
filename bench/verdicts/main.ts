/**
 * False alarms and misses of our rules and of others on the same simulated starts: `node bench/verdicts/main.ts`.
 * docs/comparing.md has its tables.
 */
import { percent, table } from '../verdict-curve.ts';
import { rules, type Rule } from './rules.ts';
import { makeBuilds, type Build, type Service } from './samples.ts';

const runs = 2000;
const seed = 2024;
const slowdowns = [1, 1.1, 1.25, 1.5] as const;

/** Starts that spread by 10, 20 and 30%, and such of which a few take three times as long. */
const services: readonly [string, Service][] = [
  ['spread 10%', { spread: 0.1, outliers: 0 }],
  ['spread 20%', { spread: 0.2, outliers: 0 }],
  ['spread 30%', { spread: 0.3, outliers: 0 }],
  ['spread 10%, 5% of the starts take three times as long', { spread: 0.1, outliers: 0.05 }],
  ['spread 20%, 5% of the starts take three times as long', { spread: 0.2, outliers: 0.05 }],
];

/** How often each rule fails a build, by how much slower it really is, in Markdown. */
export function verdictsBench(): void {
  const builds = makeBuilds(runs, seed);
  console.log(
    `\nhow often a build fails, ${runs} simulated runs each, run-to-run drift 5%, same starts for all`,
  );
  for (const [name, service] of services) {
    const rows = rules.map((rule) => rowOf(rule, service, builds));
    console.log(`\n${name}\n\n${table(['rule', 'equal', '+10%', '+25%', '+50%', 'starts'], rows)}`);
  }
}

/** Shares for each slowdown, and the mean number of starts where nothing is slower. */
function rowOf(rule: Rule, service: Service, builds: readonly Build[]): string[] {
  const outcomes = slowdowns.map((slowdown) => builds.map((build) => rule.judge(build, service, slowdown)));
  const failed = outcomes.map((each) => each.filter(({ fails }) => fails).length / builds.length);
  const starts = (outcomes[0] ?? []).reduce((sum, each) => sum + each.starts, 0) / builds.length;
  return [rule.name, ...failed.map(percent), starts.toFixed(0)];
}

if (import.meta.main) verdictsBench();
