import { msOf, printDurationMs } from '../duration.ts';
import type { Problem } from '../errors.ts';
import type { Objective } from '../objective.ts';
import { standard } from '../options/table.ts';
import { shareOf } from '../percentage.ts';
import { parseLimit } from '../watch/limits.ts';
import {
  nextPort,
  parseListenAddress,
  printListenAddress,
  type ListenAddress,
  type WatchPlan,
} from '../watch/plan.ts';
import type { Rhythm } from '../steps/watched.ts';
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
    ...addressesOf(given),
    webhooks: [...new Set(webhooks)],
    webhookFormat: given.webhookFormat ?? standard.watchWebhookFormat,
    state: given.state === undefined ? null : layers.fileAt(['watch', 'state'], given.state),
    logFormat: given.logFormat ?? standard.watchLogFormat,
  };
  return {
    watch,
    problems: [...windowProblems(watch, window, layers), ...addressProblems(watch, given, layers)],
    warnings: limitWarnings(watch, layers),
  };
}

/** Health has a port of its own, the one after that of the metrics unless another one is given. */
function addressesOf(given: WatchInput): Pick<WatchPlan, 'listen' | 'healthListen'> {
  const listen = listenAddress(given.listen ?? standard.watchListen);
  const healthListen =
    given.healthListen === undefined ? (nextPort(listen) ?? listen) : listenAddress(given.healthListen);
  return { listen, healthListen };
}

function addressProblems({ listen, healthListen }: WatchPlan, given: WatchInput, layers: Layers): Problem[] {
  const isSame = listen.port !== 0 && listen.port === healthListen.port && listen.host === healthListen.host;
  if (!isSame) return [];
  return [
    {
      field: layers.fieldOf(['watch', 'healthListen']),
      ...(given.healthListen === undefined ? {} : { value: given.healthListen }),
      message: `must differ from the address of the metrics, ${printListenAddress(listen)}`,
      fix: 'give it a port of its own; port 0 takes a free one',
    },
  ];
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
