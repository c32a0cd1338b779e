import { PodStartSloError } from '../../../src/core/errors.ts';
import type { Plan, Scenario } from '../../../src/core/plan.ts';
import type { PolicyPlan } from '../../../src/core/steps/plan.ts';
import type { PolicyCluster } from '../../../src/core/steps/ports.ts';
import type { Alert } from '../../../src/core/watch/alert.ts';
import { parseLimit } from '../../../src/core/watch/limits.ts';
import type { WatchPlan } from '../../../src/core/watch/plan.ts';
import { emptyState, type WatchChange, type WatchState } from '../../../src/core/watch/state.ts';
import { planSession, subjectsOf } from '../../../src/run/watch/plan-session.ts';
import type { WatchSessions, WatchEvent } from '../../../src/run/watch/ports.ts';
import { Watch } from '../../../src/run/watch/run-watch.ts';
import { FakeClock, FakeSpace, type Script } from '../fake-space.ts';
import { scenario } from '../fake-run.ts';
import { makePlan } from '../../make-plan.ts';

export interface FakeWatchOptions {
  /** What the n-th start of all does, from 1, warm-ups included. */
  script: (count: number, scenario: Scenario) => ReturnType<Script>;
  scenarios?: Scenario[];
  /** Scenarios that are run step by step, and what they do it to. */
  policy?: { plan: PolicyPlan; cluster: PolicyCluster };
  watch?: Partial<Omit<WatchPlan, 'slo' | 'sla'>> & { slo?: string; sla?: string };
  state?: WatchState;
  /** Ends it after so many events of a kind. */
  until: (event: WatchEvent, seen: readonly WatchEvent[]) => boolean;
  /** Throws to refuse a place. */
  onOpen?: (count: number) => void;
  /** What closing the n-th place leaves. */
  leaves?: (count: number) => readonly string[];
  onSweep?: (runId: string) => { deleted: string[]; left: string[] };
  /** Called with every change; what it waits for holds everything up. */
  onSave?: (change: WatchChange) => Promise<void>;
  /** Whether events are kept; not where there are very many. */
  keeps?: boolean;
}

export const stopped = new PodStartSloError('interrupted', 'interrupted by SIGTERM', { signal: 'SIGTERM' });

export interface FakeWatch {
  clock: FakeClock;
  watch: Watch;
  events: WatchEvent[];
  changes: WatchChange[];
  alerts: { alert: Alert; told: boolean }[];
  spaces: FakeSpace[];
  swept: string[];
  /** Resolves when it has ended, with what it threw. */
  ended: Promise<unknown>;
}

function limit(text: string | undefined) {
  const parsed = text === undefined ? null : parseLimit(text);
  if (parsed !== null && 'problem' in parsed) throw new Error(parsed.problem);
  return parsed;
}

export function watchPlan({ slo, sla, ...more }: FakeWatchOptions['watch'] = {}): WatchPlan {
  return {
    intervalMs: 10_000,
    jitter: 0,
    windowMs: 3_600_000,
    listen: { host: '127.0.0.1', port: 0 },
    healthListen: { host: '127.0.0.1', port: 0 },
    webhooks: [],
    webhookFormat: 'alertmanager',
    state: null,
    logFormat: 'text',
    ...more,
    slo: limit(slo),
    sla: limit(sla),
  };
}

/** A continuous run over fake spaces, whose time jumps; ends by its signal, as the real one does. */
export function startFakeWatch(options: FakeWatchOptions): FakeWatch {
  const { scenarios = [scenario({ objectives: [], warmup: 1 })], keeps = true } = options;
  const clock = new FakeClock();
  const stop = new AbortController();
  const signals = { signal: stop.signal, cleanupSignal: new AbortController().signal };
  const [events, changes, alerts, spaces, swept] = [[], [], [], [], []] as [
    WatchEvent[],
    WatchChange[],
    FakeWatch['alerts'],
    FakeSpace[],
    string[],
  ];
  const { policy } = options;
  const plan: Plan = {
    ...makePlan(policy === undefined ? scenarios : (options.scenarios ?? [])),
    ...(policy === undefined ? {} : { policy: policy.plan }),
  };
  const tell = (event: WatchEvent): void => {
    if (keeps) events.push(event);
    if (options.until(event, events)) stop.abort(stopped);
  };
  let starts = 0;
  let opened = 0;
  const script: Script = (_, each) => options.script((starts += 1), each);
  const sessions: WatchSessions = {
    newRunId: () => `run${opened + 1}`,
    async open() {
      opened += 1;
      const count = opened;
      options.onOpen?.(count);
      const space = new FakeSpace(clock, script);
      space.steps = policy?.cluster ?? null;
      const close = space.close.bind(space);
      space.close = async (signal) => [...(await close(signal)), ...(options.leaves?.(count) ?? [])];
      if (keeps) spaces.push(space);
      return await planSession(plan, {
        clock,
        space,
        imageCache: null,
        tell,
        ...signals,
      });
    },
    sweep(runId) {
      swept.push(runId);
      return Promise.resolve(options.onSweep?.(runId) ?? { deleted: [`namespace of ${runId}`], left: [] });
    },
  };
  const watched = watchPlan(options.watch);
  const watch = new Watch({
    clock,
    sessions,
    subjects: subjectsOf(plan, watched),
    watch: watched,
    seed: plan.seed,
    state: options.state ?? emptyState,
    save: async (change) => {
      if (keeps) changes.push(structuredClone(change));
      await options.onSave?.(change);
    },
    alert: (alert, told) => {
      if (keeps) alerts.push({ alert, told });
    },
    tell,
    ...signals,
  });
  return {
    clock,
    watch,
    events,
    changes,
    alerts,
    spaces,
    swept,
    ended: watch.run().catch((error: unknown) => error),
  };
}

/** Runs one to its end. */
export async function fakeWatch(options: FakeWatchOptions): Promise<FakeWatch> {
  const running = startFakeWatch(options);
  const end = await running.ended;
  if (end !== stopped) throw end;
  return running;
}

export function runsIn(events: readonly WatchEvent[]): Extract<WatchEvent, { kind: 'ran' }>[] {
  return events.filter((event) => event.kind === 'ran');
}

export function startsIn(events: readonly WatchEvent[]): Extract<WatchEvent, { kind: 'started' }>[] {
  return events.filter((event) => event.kind === 'started');
}

/** Ends it when so many starts are made. */
export const after = (starts: number) => (_: WatchEvent, seen: readonly WatchEvent[]) =>
  startsIn(seen).length >= starts;
