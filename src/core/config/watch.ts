import { msOf, printDurationMs } from '../duration.ts';
import type { Problem } from '../errors.ts';
import type { Objective } from '../objective.ts';
import { standard } from '../options/table.ts';
import { shareOf } from '../percentage.ts';
import { parseLimit } from '../watch/limits.ts';
import { parseListenAddress, type ListenAddress, type WatchPlan } from '../watch/plan.ts';
import type { Rhythm } from '../watch/policy-runs.ts';
import type { Layers } from './layers.ts';
import type { WatchInput } from './schema.ts';

export interface ResolvedWatch {
  watch: WatchPlan;
  problems: Problem[];
  warnings: Problem[];
}

/** How often something is measured where nobody says it. */
export const usualRhythm: Rhythm = {
  intervalMs: msOf(standard.watchInterval),
  jitter: shareOf(standard.watchJitter),
};

/** A continuous run with all its defaults. Values that were refused are gone from `given` and were reported. */
export function resolveWatch(given: WatchInput, layers: Layers, usual = usualRhythm): ResolvedWatch {
  const { window = standard.watchWindow, webhook = [] } = given;
  const webhooks = typeof webhook === 'string' ? [webhook] : webhook;
  const watch: WatchPlan = {
    ...givenRhythm(given, usual),
    windowMs: msOf(window),
    slo: limitOf(given.slo),
    sla: limitOf(given.sla),
    listen: listenAddress(given.listen ?? standard.watchListen),
    webhooks: [...new Set(webhooks)],
    webhookFormat: given.webhookFormat ?? standard.watchWebhookFormat,
    state: given.state === undefined ? null : layers.fileAt(['watch', 'state'], given.state),
    logFormat: given.logFormat ?? standard.watchLogFormat,
  };
  return {
    watch,
    problems: windowProblems(watch, window, layers),
    warnings: limitWarnings(watch, layers),
  };
}

/** Jitter that suits the pauses of a policy says nothing about an interval of somebody else's. */
function givenRhythm({ interval, jitter }: WatchInput, usual: Rhythm): Rhythm {
  return {
    intervalMs: interval === undefined ? usual.intervalMs : msOf(interval),
    jitter: jitter === undefined ? (interval === undefined ? usual : usualRhythm).jitter : shareOf(jitter),
  };
}

/** An address that the schema has taken. */
function listenAddress(text: string): ListenAddress {
  const address = parseListenAddress(text);
  if (address === null) throw new Error(`not an address: ${text}`);
  return address;
}

/** What is promised of every scenario, where anything is. */
export function promised({ slo, sla }: WatchInput): Objective[] {
  return [limitOf(slo), limitOf(sla)].filter((limit) => limit !== null);
}

function limitOf(text: string | undefined): Objective | null {
  const parsed = text === undefined ? null : parseLimit(text);
  return parsed === null || 'problem' in parsed ? null : parsed;
}

function windowProblems({ windowMs, intervalMs }: WatchPlan, window: string, layers: Layers): Problem[] {
  if (windowMs >= intervalMs) return [];
  return [
    {
      field: layers.fieldOf(['watch', 'window']),
      value: window,
      message: `is shorter than the interval, ${printDurationMs(intervalMs)}: it would be empty most of the time`,
      fix: 'a window of at least 20 intervals, for a p95 that is more than the slowest start',
    },
  ];
}

/** An SLO that is looser than the SLA warns of nothing. */
function limitWarnings({ slo, sla }: WatchPlan, layers: Layers): Problem[] {
  if (slo === null || sla === null) return [];
  const comparable = slo.measure === sla.measure && slo.statistic === sla.statistic;
  if (!comparable || slo.limitMs <= sla.limitMs) return [];
  return [
    {
      field: layers.fieldOf(['watch', 'slo']),
      value: slo.expression,
      message: `is looser than the SLA, ${sla.expression}: its alert would come after that of the SLA`,
    },
  ];
}
