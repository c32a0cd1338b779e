import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { phaseBuckets, sliBuckets, startBuckets } from '../core/duration-buckets.ts';
import { quantileOf } from '../core/objective.ts';
import { phaseKeys, phaseNames } from '../core/phases.ts';
import { outcomes, type IterationResult } from '../core/result.ts';
import type { WindowOf } from '../core/watch/alert.ts';
import type { WindowJudgement } from '../core/watch/judge.ts';
import type { WatchLimit } from '../core/watch/limits.ts';
import { sinceIntended } from '../core/watch/window.ts';
import { metricTable, type MetricKey } from './table.ts';

export interface WatchedScenario {
  name: string;
  of: WindowOf;
  limits: readonly WatchLimit[];
}

/** The state of a scenario at the time of a scrape. */
export interface ScenarioNow {
  judged: number;
  judgements: readonly WindowJudgement[];
  /** Names of the limits that an alert is firing for. */
  firing: readonly string[];
  lastIterationUnixMs: number | null;
  lastSuccessUnixMs: number | null;
}

/** The metrics of a continuous run (https://prometheus.io/docs/practices/naming/). */
export class WatchMetrics {
  readonly #registry = new Registry();
  readonly #histograms: Record<'start' | 'ready' | 'sli' | 'phase', Histogram>;
  readonly #counters = new Map<MetricKey, Counter>();
  readonly #gauges = new Map<MetricKey, Gauge>();
  readonly #scenarios: readonly WatchedScenario[];

  constructor(scenarios: readonly WatchedScenario[], version: string) {
    this.#scenarios = scenarios;
    const limits = scenarios
      .filter(({ of }) => of === 'starts')
      .flatMap((scenario) => scenario.limits.map(({ objective }) => objective));
    this.#histograms = {
      start: this.#histogram('start', startBuckets(limits, 'total')),
      ready: this.#histogram('ready', startBuckets(limits, 'ready')),
      sli: this.#histogram('sli', sliBuckets(limits)),
      phase: this.#histogram('phase', phaseBuckets(limits)),
    };
    for (const key of Object.keys(metricTable) as MetricKey[]) this.#plain(key);
    this.#gauge('build').set({ version }, 1);
    for (const scenario of scenarios) this.#beginAtZero(scenario);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Counts a start that ended. */
  ended(scenario: string, iteration: IterationResult, lateMs: number): void {
    this.#counter('iterations').inc({ scenario, outcome: iteration.outcome });
    if (iteration.warmup || iteration.outcome === 'invalid') return;
    this.#counter('judged').inc({ scenario });
    for (const { name, objective } of this.#limitsOf(scenario)) {
      const value = sinceIntended(iteration, objective.measure, lateMs);
      if (typeof value === 'number' && value > objective.limitMs)
        this.#counter('slow').inc({ scenario, limit: name });
    }
    this.#observe(scenario, iteration, lateMs);
  }

  /** Counts a run of a policy scenario. */
  ran(scenario: string, passed: boolean): void {
    this.#counter('policyRuns').inc({ scenario, result: passed ? 'passed' : 'failed' });
    this.#counter('judged').inc({ scenario });
    if (passed) return;
    for (const { name } of this.#limitsOf(scenario)) this.#counter('slow').inc({ scenario, limit: name });
  }

  missed(scenario: string, count: number): void {
    this.#counter('missed').inc({ scenario }, count);
  }

  clusterError(): void {
    this.#counter('clusterErrors').inc();
  }

  webhookFailed(): void {
    this.#counter('webhookFailures').inc();
  }

  /** The text of a scrape; gauges are as they are now, also while nothing is started. */
  async render(now: (scenario: string) => ScenarioNow): Promise<string> {
    for (const { name } of this.#scenarios) this.#refresh(name, now(name));
    return await this.#registry.metrics();
  }

  /** Only starts that answered: a histogram has no +∞, and the slow ones are counted separately. */
  #observe(scenario: string, iteration: IterationResult, lateMs: number): void {
    const { start, ready, sli, phase } = this.#histograms;
    const measures = [
      [start, 'total'],
      [ready, 'ready'],
      [sli, 'sli'],
    ] as const;
    for (const [histogram, measure] of measures) {
      const value = sinceIntended(iteration, measure, lateMs);
      if (typeof value === 'number' && Number.isFinite(value)) histogram.observe({ scenario }, value / 1000);
    }
    for (const name of phaseNames) {
      const ms = iteration.phases[phaseKeys[name]];
      if (ms !== null) phase.observe({ scenario, phase: name }, Math.max(0, ms) / 1000);
    }
  }

  #refresh(scenario: string, now: ScenarioNow): void {
    this.#gauge('window').set({ scenario }, now.judged);
    for (const { name: limit, observedMs } of now.judgements) {
      this.#gauge('quantile').set({ scenario, limit }, observedMs === null ? NaN : observedMs / 1000);
      this.#gauge('firing').set({ scenario, limit }, now.firing.includes(limit) ? 1 : 0);
    }
    const { lastIterationUnixMs, lastSuccessUnixMs } = now;
    if (lastIterationUnixMs !== null)
      this.#gauge('lastIteration').set({ scenario }, lastIterationUnixMs / 1000);
    if (lastSuccessUnixMs !== null) this.#gauge('lastSuccess').set({ scenario }, lastSuccessUnixMs / 1000);
  }

  /** rate() misses the first event of a series that appears only with that event. */
  #beginAtZero({ name: scenario, of, limits }: WatchedScenario): void {
    if (of === 'starts') this.#startsAtZero(scenario);
    else for (const result of ['passed', 'failed']) this.#counter('policyRuns').inc({ scenario, result }, 0);
    this.#counter('judged').inc({ scenario }, 0);
    this.#counter('missed').inc({ scenario }, 0);
    for (const { name: limit, objective } of limits) {
      this.#counter('slow').inc({ scenario, limit }, 0);
      this.#gauge('limit').set({ scenario, limit }, objective.limitMs / 1000);
      this.#gauge('ratio').set({ scenario, limit }, quantileOf(objective.statistic));
    }
  }

  #startsAtZero(scenario: string): void {
    for (const outcome of outcomes) this.#counter('iterations').inc({ scenario, outcome }, 0);
    this.#histograms.start.zero({ scenario });
    this.#histograms.ready.zero({ scenario });
    this.#histograms.sli.zero({ scenario });
  }

  #limitsOf(scenario: string): readonly WatchLimit[] {
    return this.#scenarios.find(({ name }) => name === scenario)?.limits ?? [];
  }

  #histogram(key: MetricKey, buckets: number[]): Histogram {
    const { name, help, labels } = metricTable[key];
    return new Histogram({ name, help, labelNames: labels, buckets, registers: [this.#registry] });
  }

  #plain(key: MetricKey): void {
    const { name, help, labels, type } = metricTable[key];
    const options = { name, help, labelNames: labels, registers: [this.#registry] };
    if (type === 'counter') this.#counters.set(key, new Counter(options));
    if (type === 'gauge') this.#gauges.set(key, new Gauge(options));
  }

  #counter(key: MetricKey): Counter {
    return found(this.#counters.get(key), key);
  }

  #gauge(key: MetricKey): Gauge {
    return found(this.#gauges.get(key), key);
  }
}

function found<T>(metric: T | undefined, key: MetricKey): T {
  if (metric === undefined) throw new Error(`${key} is another type of metric`);
  return metric;
}
