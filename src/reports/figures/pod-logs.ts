import type { PodLog, ScenarioResult } from '../../core/result.ts';
import { cleanText, shorten } from '../wording/clean.ts';
import { startNumber, startTitle } from '../wording/start-number.ts';

const longestLine = 300;

/** The logs of the last iteration that has any; one explains as much as all. Lines are clean, and escaped for nothing. */
export function lastPodLogs(scenario: ScenarioResult): { title: string; lines: string[] }[] {
  const last = scenario.iterations.findLast(({ podLogs = [] }) => podLogs.length > 0);
  if (last === undefined) return [];
  const number = startNumber(scenario, last);
  return (last.podLogs ?? []).map((log) => ({
    title: `${titleOf(log)}, ${startTitle(number)}`,
    lines: log.lines.map((line) => shorten(cleanText(line), longestLine)),
  }));
}

function titleOf({ pod, container, previous }: PodLog): string {
  const before = previous ? ', before it was restarted' : '';
  return `Last log lines of ${cleanText(container)} in ${cleanText(pod)}${before}`;
}
