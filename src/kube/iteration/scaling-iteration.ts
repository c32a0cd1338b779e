import { messageOf } from '../../core/errors.ts';
import type { ScaleRecord } from '../../core/experiments/scaling/scale-record.ts';
import { clusterError, hasStatus } from '../api/api.ts';
import { putBack } from '../api/put-back.ts';
import { Scale, type StoredScale } from '../api/scale.ts';
import { isDenied } from '../session/check-objects.ts';
import { goneWithinMs } from '../api/objects.ts';
import { PreparedIteration } from './prepared-iteration.ts';
import type { PreparedParts } from './prepared-workload.ts';

const usualGraceSeconds = 30;

/** Pods that are asked at the same time. */
const connectionsAtOnce = 10;

/** How often to check whether the pods are gone that a target had for the measurement only. */
const lookEveryMs = 100;

/** One scaling iteration: a complete workload gets more replicas; those of a target are restored. */
export class ScalingIteration extends PreparedIteration {
  readonly #scale: Scale;
  readonly #plan: { from: number | null; to: number };
  /** What a target had; null before it was touched. */
  #record: ScaleRecord | null = null;
  /** Numbers that it has from us: any other is somebody else's. */
  readonly #ours = new Set<number>();
  #isStarted = false;

  constructor(parts: PreparedParts) {
    super(parts);
    this.#scale = new Scale(parts.api, parts.namespace, parts.controller);
    this.#plan = parts.scenario.scaling ?? { from: 1, to: 1 };
  }

  get expectedPods(): number {
    return Math.max(0, this.#plan.to - (this.workload.desiredPods ?? 0));
  }

  override async prepare(): Promise<void> {
    if (this.parts.target !== null) await this.#bringToStart();
    if (!(await this.isPrepared())) return;
    const from = this.workload.desiredPods ?? 0;
    const message = `it has ${from} replicas, and ${this.#plan.to} is what it is to be scaled to`;
    if (from >= this.#plan.to) this.notPrepared({ reason: 'NothingToAdd', message });
  }

  async start(): Promise<void> {
    const { api, clock, observe, serviceProbe, signal } = this.parts;
    const { to } = this.#plan;
    const from = this.workload.desiredPods ?? 0;
    // With no replicas before, it is still being asked for an answer that nobody waits for.
    await serviceProbe.end();
    // So that no handshake falls into a timed request: for scaling, and for asking the pods.
    await api.warm({ connections: 1 + Math.min(connectionsAtOnce, this.expectedPods), signal });
    this.#isStarted = true;
    this.#ours.add(to);
    observe({ kind: 'scale-requested', atMs: clock.nowMs(), unixUs: clock.unixUs(), from, to });
    try {
      await this.#scale.set(to, signal);
      observe({ kind: 'scale-accepted', atMs: clock.nowMs() });
    } catch (error) {
      if (isDenied(error) || !hasStatus(error, 400, 403, 404, 422))
        throw clusterError(error, `scaling ${this.#name} to ${to}`);
      observe({
        kind: 'create-rejected',
        atMs: clock.nowMs(),
        reason: error.reason === '' ? `HTTP${error.status}` : error.reason,
        message: error.message,
      });
    }
  }

  /** What became of the number is looked at before the record is made: pods alone do not tell every change of it. */
  override async stopProbing(): Promise<void> {
    await super.stopProbing();
    const { clock, observe, signal } = this.parts;
    if (!this.#isStarted || signal.aborted) return;
    this.#isStarted = false;
    const { replicas } = await this.#read('looking at', signal);
    if (this.#ours.has(replicas)) return;
    const message = `${this.#name} was scaled to ${replicas} by somebody else`;
    observe({ kind: 'disturbed', atMs: clock.nowMs(), reason: 'ScaledByOthers', message });
  }

  /** Whatever went wrong before: nothing is looked at any more that could keep the rest from being put back. */
  override close(signal: AbortSignal): Promise<readonly string[]> {
    this.#isStarted = false;
    return super.close(signal);
  }

  /** Gives a target its own number back, unless somebody else has chosen another one since, and waits for its pods. */
  protected override restore = async (signal: AbortSignal): Promise<readonly string[]> => {
    const record = this.#record;
    if (record === null) return [];
    const { api, clock, namespace, scaleRecords } = this.parts;
    try {
      const done = await putBack(api, namespace, record, { clock, signal });
      const problems = await scaleRecords.drop(record, signal);
      if (done.kind === 'left') return [done.why, ...problems];
      return [...problems, ...(await this.#untilBack(record.replicas, signal))];
    } catch (error) {
      return [`${this.#name} could not be scaled back to ${record.replicas}: ${messageOf(error)}`];
    }
  };

  /** A record of what it has comes before every change. */
  async #bringToStart(): Promise<void> {
    const { controller, scaleRecords, signal } = this.parts;
    const found = await this.#read('looking at', signal);
    const { from: first, to } = this.#plan;
    const replicas = scaleRecords.replicasBefore(controller, found);
    const from = first ?? replicas;
    this.#ours.add(from);
    const ours = [...new Set([found.replicas, from, to])];
    this.#record = { ...controller, uid: found.uid, replicas, ours };
    await scaleRecords.keep(this.#record, signal);
    if (from === found.replicas) return;
    try {
      await this.#scale.set(from, signal);
    } catch (error) {
      throw clusterError(error, `scaling ${this.#name} to ${from}, where it begins`);
    }
  }

  async #read(doing: string, signal: AbortSignal): Promise<StoredScale> {
    try {
      return await this.#scale.read(signal);
    } catch (error) {
      throw clusterError(error, `${doing} the scale of ${this.#name}`);
    }
  }

  async #untilBack(replicas: number, signal: AbortSignal): Promise<string[]> {
    const { clock, target } = this.parts;
    const graceSeconds = target?.podSpec.terminationGracePeriodSeconds ?? usualGraceSeconds;
    const deadlineMs = clock.nowMs() + goneWithinMs + graceSeconds * 1000;
    const surplus = (): number => this.workload.state.pods.size - replicas;
    while (surplus() > 0) {
      if (clock.nowMs() >= deadlineMs)
        return [`${this.#name} is scaled back to ${replicas}, but ${surplus()} pods more are still there`];
      await clock.sleep(lookEveryMs, signal);
    }
    return [];
  }

  get #name(): string {
    const { kind, name } = this.parts.controller;
    return `${kind} ${name}`;
  }
}
