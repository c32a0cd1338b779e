import type { PodStartSloError } from '../../core/errors.ts';
import type { Clock, RunEvent } from '../../core/ports.ts';
import type { PolicyRun } from '../../core/steps/result.ts';
import type { IterationResult } from '../../core/result.ts';
import type { Alert, WindowOf } from '../../core/watch/alert.ts';
import type { WindowJudgement } from '../../core/watch/judge.ts';
import type { WatchLimit } from '../../core/watch/limits.ts';
import type { WatchPlan } from '../../core/watch/plan.ts';
import type { WatchChange, WatchState } from '../../core/watch/state.ts';
import type { WindowStart } from '../../core/watch/window.ts';

/** What is measured again and again under one name: a scenario of a plan, or whatever else has a beginning and an end. */
export interface Subject {
  name: string;
  of: WindowOf;
  limits: readonly WatchLimit[];
  /** The longest a measurement of it may take, cleaning up included, before the loop counts as stuck. */
  patienceMs: number;
}

/** A subject in a session, ready to be measured. */
export interface PlacedSubject {
  name: string;
  /** Measurements that come first in this session and are not judged. */
  warmups: number;
  /** One measurement. Rejects when it was aborted or the cluster failed. */
  measure(turn: WatchTurn): Promise<Measurement>;
}

/** What came of one measurement: a start, or the steps of a policy. */
export type Measurement = { kind: 'start'; iteration: IterationResult } | { kind: 'run'; run: PolicyRun };

export interface WatchTurn {
  warmup: boolean;
  /** Where in the second of the monotonic clock it starts, 0 to 1000 ms. */
  startOffsetMs: number;
}

/** A session on a cluster that lasts from start to start: namespace, lease, watches. */
export interface WatchSession {
  /** For people: the namespace. */
  where: string;
  /** As many as there are subjects, in their order. */
  subjects: readonly PlacedSubject[];
  /** Deletes everything of the session; returns what is left. Never rejects. */
  close(signal: AbortSignal): Promise<readonly string[]>;
}

export interface WatchSessions {
  /** A name for what is created next, so that it can be found even if the process dies before it is done. */
  newRunId(): string;
  /** @throws PodStartSloError usage or cluster */
  open(runId: string, signal: AbortSignal): Promise<WatchSession>;
  /** Deletes what a run has left, if anything. @throws PodStartSloError cluster */
  sweep(runId: string, signal: AbortSignal): Promise<{ deleted: readonly string[]; left: readonly string[] }>;
}

/** What a continuous run tells its host. */
export type WatchEvent =
  | { kind: 'opened'; runId: string; where: string }
  | { kind: 'warmed-up'; scenario: string; iteration: IterationResult }
  | {
      kind: 'started';
      scenario: string;
      /** Counts the starts of the scenario, over restarts too. */
      number: number;
      iteration: IterationResult;
      entry: WindowStart;
      judgements: readonly WindowJudgement[];
    }
  | {
      kind: 'ran';
      scenario: string;
      /** Counts the runs of the scenario, over restarts too. */
      number: number;
      run: PolicyRun;
      entry: WindowStart;
      judgements: readonly WindowJudgement[];
    }
  | { kind: 'missed'; scenario: string; count: number }
  | { kind: 'alert'; alert: Alert }
  | {
      kind: 'cluster-error';
      error: PodStartSloError;
      /** Whether an error of this kind has not been told since the cluster was well. */
      isNew: boolean;
      retryInMs: number;
    }
  | { kind: 'cluster-back'; awayMs: number; errors: number }
  | { kind: 'swept'; runId: string; deleted: readonly string[] }
  | Extract<RunEvent, { kind: 'note' | 'via' }>;

export interface WatchDeps {
  clock: Clock;
  sessions: WatchSessions;
  subjects: readonly Subject[];
  watch: Pick<WatchPlan, 'intervalMs' | 'jitter' | 'windowMs'>;
  seed: number;
  /** What is known from before. */
  state: WatchState;
  /** Called with every change of the state, in their order; never rejects. */
  save: (change: WatchChange, state: WatchState) => Promise<void>;
  /** Takes an alert to whoever wants it; `told` where they know already, from before a restart. */
  alert: (alert: Alert, told: boolean) => void;
  tell: (event: WatchEvent) => void;
  /** Ends it. */
  signal: AbortSignal;
  /** Ends the cleaning up too. */
  cleanupSignal: AbortSignal;
}
