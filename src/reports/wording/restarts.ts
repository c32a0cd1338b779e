import { describeRestart } from '../../core/restarts.ts';
import type { IterationResult, Restart, ScenarioResult } from '../../core/result.ts';
import type { Remark } from './remark.ts';
import { countOf } from './count.ts';
import { formatTime } from './time.ts';

/** `c was restarted once (exit code 1): 2.3 s` */
export function restartText(restart: Restart): string {
  const { costMs } = restart;
  return `${describeRestart(restart)}${costMs === null ? '' : `: ${formatTime(costMs)}`}`;
}

/** Of one start, all of them; empty where there were none. */
export function restartsText({ restarts = [] }: Pick<IterationResult, 'restarts'>): string {
  return restarts.map(restartText).join(', ');
}

/** In how many starts containers were restarted, and the last of them. */
export function restartsRemark({ iterations }: ScenarioResult): Remark[] {
  const counted = iterations.filter(({ warmup, outcome }) => !warmup && outcome !== 'invalid');
  const restarted = counted.filter(({ restarts = [] }) => restarts.length > 0);
  const last = restarted.at(-1)?.restarts?.[0];
  if (last === undefined) return [];
  const text = `containers were restarted in ${restarted.length} of ${countOf(counted.length, 'start')}`;
  return [{ role: 'doubtful', text, detail: `pod ${last.pod}: ${restartText(last)}` }];
}
