import type { Observation, PodFacts } from '../../src/core/observation.ts';
import type { Clock, OpenIteration, RunSpace } from '../../src/core/ports.ts';
import type { Scenario } from '../../src/core/plan.ts';
import type { PolicyCluster } from '../../src/core/steps/ports.ts';
import { heal } from './fake-healing.ts';
import { runningPod } from './running-pod.ts';

/** A clock that jumps: sleeping takes no time of the test's. */
export class FakeClock implements Clock {
  #nowMs = 1000;
  #wakers: { atMs: number; wake: () => void }[] = [];
  #isWaking = false;

  nowMs(): number {
    return this.#nowMs;
  }

  unixUs(): number {
    return 1_700_000_000_000_000 + this.#nowMs * 1000;
  }

  watchStalls(): () => void {
    return () => undefined;
  }

  /** Wednesday noon. */
  localTime() {
    return { weekday: 'wednesday', hour: 12, minute: 0, second: 0 };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const giveUp = (): void => {
        this.#wakers = this.#wakers.filter((each) => each !== waker);
        reject(signal?.reason as Error);
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const waker = { atMs: this.#nowMs + ms, wake };
      this.#wakers.push(waker);
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#wakeSoon();
    });
  }

  /** Time passes when everybody sleeps: the earliest sleeper wakes after what is ready to run has run. */
  #wakeSoon(): void {
    if (this.#isWaking || this.#wakers.length === 0) return;
    this.#isWaking = true;
    setImmediate(() => {
      this.#isWaking = false;
      this.#wakeEarliest();
      this.#wakeSoon();
    });
  }

  #wakeEarliest(): void {
    const earliest = this.#wakers.toSorted((a, b) => a.atMs - b.atMs)[0];
    if (earliest === undefined) return;
    this.#wakers = this.#wakers.filter((each) => each !== earliest);
    this.#nowMs = Math.max(this.#nowMs, earliest.atMs);
    earliest.wake();
  }
}

/**
 * What an iteration does in the fake: answers or heals after so many ms, or something else. `disturbed` is invalid.
 * `lastStatus` of its pod comes while it is deleted.
 */
export type Script = (
  index: number,
  scenario: Scenario,
) =>
  | { answerMs: number; prepareMs?: number; lastStatus?: Partial<PodFacts> }
  | 'silent'
  | 'rejected'
  | 'disturbed'
  | Error;

/** A cluster's stand-in for the run loop alone: everything that talks to Kubernetes is tested on a real one. */
export class FakeSpace implements RunSpace {
  readonly namespace = 'test';
  readonly facts = { provider: 'fake', context: null, server: 'https://fake', version: 'v1.34.4', nodes: [] };
  steps: PolicyCluster | null = null;
  opened = 0;
  /** Name of the scenario of each iteration, and when its first request was sent, in their order. */
  readonly starts: { name: string; atMs: number }[] = [];
  closedIterations = 0;
  closed = 0;
  viaOf: RunSpace['viaOf'] = () => 'node-port';
  portOf: RunSpace['portOf'] = () => ({ name: 'http', number: 80, scheme: 'http' });
  readonly #clock: Clock;
  readonly #script: Script;

  constructor(clock: Clock, script: Script) {
    this.#clock = clock;
    this.#script = script;
  }

  setUp(): Promise<void> {
    return Promise.resolve();
  }

  openIteration(
    scenario: Scenario,
    index: number,
    report: (seen: Observation) => void,
  ): Promise<OpenIteration> {
    const script = this.#script(index, scenario);
    if (script instanceof Error) return Promise.reject(script);
    this.opened += 1;
    return Promise.resolve({
      expectedPods: 1,
      wasCached: () => null,
      throughService: () => true,
      inspect: () => this.#clock.sleep(300),
      prepare: () => this.#clock.sleep(typeof script === 'string' ? 0 : (script.prepareMs ?? 0)),
      readLogs: () =>
        Promise.resolve([{ pod: 'app', container: 'app', previous: false, lines: ['cannot bind'] }]),
      stopProbing: () => Promise.resolve(),
      start: () => {
        this.starts.push({ name: scenario.name, atMs: this.#clock.nowMs() });
        if (scenario.experiment === 'healing') heal(this.#clock, script, report);
        else this.#start(script, report);
        return Promise.resolve();
      },
      close: () => {
        this.closedIterations += 1;
        if (typeof script === 'object' && script.lastStatus !== undefined) {
          const pod = { ...runningPod, deleting: true, ...script.lastStatus };
          report({ kind: 'pod', atMs: this.#clock.nowMs(), seen: { by: 'watch' }, pod });
        }
        return Promise.resolve([]);
      },
    });
  }

  warmupsOf(scenario: Scenario): number {
    return scenario.warmup;
  }

  imagesOf(): readonly string[] {
    return ['app:1'];
  }

  traitsOf() {
    return {
      mountsToken: false,
      readinessPeriodSeconds: null,
      readinessDelaySeconds: 0,
      cpuLimitMillicores: null,
      hasInitContainers: false,
      createsService: true,
    };
  }

  rememberRemoval(): void {
    // The fake has no nodes.
  }

  rememberStarts(): void {
    // The fake has no nodes.
  }

  measurement() {
    return {
      via: 'node-port' as const,
      viaReason: 'fake',
      probeFloorMs: 1,
      throttled: 0,
      clockSkewMs: null,
      clockSkewResolutionMs: null,
      notes: [],
    };
  }

  async close(signal: AbortSignal): Promise<readonly string[]> {
    this.closed += 1;
    return (await this.steps?.close(signal)) ?? [];
  }

  #start(script: Exclude<ReturnType<Script>, Error>, report: (seen: Observation) => void): void {
    const atMs = this.#clock.nowMs();
    report({ kind: 'create-requested', atMs, unixUs: this.#clock.unixUs() });
    if (script === 'rejected')
      report({ kind: 'create-rejected', atMs, reason: 'Forbidden', message: 'exceeded quota' });
    if (script === 'disturbed') {
      const pod: PodFacts = { ...runningPod, phase: 'Failed', reason: 'Evicted', conditions: {} };
      report({ kind: 'pod', atMs, seen: { by: 'watch' }, pod });
    }
    if (typeof script === 'string') return;
    void this.#clock.sleep(script.answerMs).then(() => {
      const nowMs = this.#clock.nowMs();
      report({ kind: 'pod', atMs: nowMs, seen: { by: 'watch' }, pod: runningPod });
      report({
        kind: 'probe',
        atMs: nowMs,
        startedMs: nowMs - 2,
        target: 'service',
        matched: true,
        status: 200,
        error: null,
      });
    });
  }
}
