import { messageOf } from '../../core/errors.ts';
import type { PodFacts } from '../../core/observation.ts';
import { apiAttempt } from '../probe/api-attempt.ts';
import { podProxyPath } from '../probe/api-paths.ts';
import type { PodPort } from '../probe/api-transport.ts';
import { nextToAsk, type Waiting } from './ask-order.ts';
import { LivePods } from './live-pods.ts';
import type { PodAsking, PodProbesOptions } from './pod-probe.ts';

/**
 * Requests for all pods together: 100 a second, of which ten may follow each other at once. The API server that passes
 * them on also starts the pods and tells the times.
 */
const asksAtOnce = 10;
const asksWithinMs = 100;

interface Asked extends Waiting {
  pod: PodPort;
}

/**
 * Asks many pods directly, each from the moment it has an address until it answers, within one budget of requests. Those
 * that are Ready go first: with their answer they are available.
 */
export class FleetProbes implements PodAsking {
  readonly #options: PodProbesOptions;
  readonly #stop = new AbortController();
  readonly #waiting = new Map<string, Asked>();
  readonly #answered = new Set<string>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #live: LivePods;
  /** When the last of them were sent. */
  readonly #recentMs: number[] = [];
  #isForbidden = false;
  #running: Promise<void> | null = null;
  #wake: () => void = () => undefined;

  constructor(options: PodProbesOptions) {
    this.#options = options;
    this.#live = new LivePods(options);
  }

  get current(): PodPort | null {
    return this.#live.first;
  }

  get mayAsk(): boolean {
    return this.#options.enabled && this.#options.port !== null && !this.#isForbidden;
  }

  see(facts: PodFacts): void {
    const { uid, conditions, deleting } = facts;
    const pod = this.#live.see(facts);
    if (pod === null) return;
    if (deleting) this.#waiting.delete(uid);
    else this.#queue(uid, pod, conditions['Ready']?.status === true);
  }

  forget(uid: string): void {
    this.#live.forget(uid);
    this.#waiting.delete(uid);
  }

  askAgain(uid: string): void {
    const pod = this.#live.of(uid);
    this.#answered.delete(uid);
    if (pod !== null) this.#queue(uid, pod, false);
  }

  #queue(uid: string, pod: PodPort, isReady: boolean): void {
    if (!this.mayAsk || this.#isOver || this.#answered.has(uid)) return;
    const known = this.#waiting.get(uid);
    if (known === undefined) this.#waiting.set(uid, { uid, pod, isReady, askedMs: null, inFlight: 0 });
    else {
      // What it said before it was Ready is old: it is asked at once.
      if (isReady && !known.isReady) known.askedMs = null;
      known.isReady = isReady;
    }
    this.#running ??= this.#run();
    this.#wake();
  }

  async end(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await this.#running;
    await Promise.all(this.#underWay);
  }

  get #isOver(): boolean {
    return this.#stop.signal.aborted || this.#isForbidden;
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    while (!this.#isOver) {
      const next = nextToAsk(this.#waiting.values(), clock.nowMs());
      if ('untilMs' in next) {
        await this.#pause(next.untilMs - clock.nowMs());
        continue;
      }
      this.#ask(next.uid);
      await this.#keepBudget();
    }
  }

  async #keepBudget(): Promise<void> {
    const { clock } = this.#options;
    this.#recentMs.push(clock.nowMs());
    if (this.#recentMs.length < asksAtOnce) return;
    const waitMs = (this.#recentMs.shift() ?? 0) + asksWithinMs - clock.nowMs();
    if (waitMs > 0) await clock.sleep(waitMs, this.#stop.signal).catch(() => undefined);
  }

  /** Until the time is over or there is news of a pod. */
  async #pause(ms: number): Promise<void> {
    const news = new AbortController();
    const signal = AbortSignal.any([news.signal, this.#stop.signal]);
    const told = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    const timeUp = Number.isFinite(ms)
      ? this.#options.clock.sleep(Math.max(1, ms), signal).catch(() => undefined)
      : told;
    await Promise.race([told, timeUp]);
    news.abort();
    this.#wake = () => undefined;
  }

  #ask(uid: string): void {
    const asked = this.#waiting.get(uid);
    if (asked === undefined) return;
    asked.askedMs = this.#options.clock.nowMs();
    asked.inFlight += 1;
    const attempt = this.#attempt(asked).finally(() => {
      asked.inFlight -= 1;
      this.#underWay.delete(attempt);
      this.#wake();
    });
    this.#underWay.add(attempt);
  }

  async #attempt({ uid, pod }: Asked): Promise<void> {
    const { transport, clock, request, observe, report } = this.#options;
    const path = podProxyPath(pod, request.scheme, request.path);
    const { expectedStatus } = request;
    const { signal } = this.#stop;
    try {
      const result = await apiAttempt(transport, { path, expectedStatus, signal }, clock);
      if (signal.aborted || this.#answered.has(uid)) return;
      if (result.refusal === 'Forbidden') this.#forbid();
      if (result.matched) {
        this.#answered.add(uid);
        this.#waiting.delete(uid);
      }
      const { startedMs, atMs, matched, status, error } = result;
      observe({ kind: 'probe', target: 'pod', podUid: uid, startedMs, atMs, matched, status, error });
    } catch (error) {
      report({ kind: 'note', level: 'warning', message: `a pod could not be asked: ${messageOf(error)}` });
    }
  }

  #forbid(): void {
    if (this.#isForbidden) return;
    this.#isForbidden = true;
    const message =
      'pods may not be asked directly (get pods/proxy is forbidden), so none of them is known to answer';
    this.#options.report({ kind: 'note', level: 'warning', message });
  }
}
