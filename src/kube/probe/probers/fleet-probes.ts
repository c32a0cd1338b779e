import { messageOf } from '../../../core/errors.ts';
import type { PodFacts } from '../../../core/observation.ts';
import type { PodVia } from '../../../core/result.ts';
import type { PodPort } from '../attempt/api-transport.ts';
import { PodPaths, type AddressedPod, type ReachedNodes } from '../paths/pod-paths.ts';
import { ProbeBudget } from './probe-budget.ts';
import { nextToProbe, type Waiting } from './probe-order.ts';
import { LivePods } from './live-pods.ts';
import type { PodProbing, PodProbesOptions } from './pod-probe.ts';

/** How often a pod that is asked at its own address is asked through the API server as well, so that it can be told if that is not the pod. */
const compareEveryMs = 1000;

interface Probed extends Waiting {
  pod: AddressedPod;
  /** When it was asked through the API server last, or first was to be asked. */
  comparedMs: number;
}

export interface FleetProbesOptions extends PodProbesOptions {
  inCluster: boolean;
  /** Of the scenario, whose iterations all learn it. */
  reached: ReachedNodes;
}

/**
 * Asks many pods directly, each from the moment it has an address until it answers, within one budget of requests. Those
 * that are Ready go first: with their answer they are available.
 */
export class FleetProbes implements PodProbing {
  readonly #options: FleetProbesOptions;
  readonly #paths: PodPaths;
  readonly #budget = new ProbeBudget();
  readonly #stop = new AbortController();
  readonly #waiting = new Map<string, Probed>();
  readonly #answered = new Set<string>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #live: LivePods;
  #isForbidden = false;
  #running: Promise<void> | null = null;
  #wake: () => void = () => undefined;

  constructor(options: FleetProbesOptions) {
    this.#options = options;
    this.#paths = new PodPaths(options);
    this.#live = new LivePods(options);
  }

  oneOf(uids: ReadonlySet<string>): PodPort | null {
    return this.#live.oneOf(uids);
  }

  get mayProbe(): boolean {
    return this.#options.enabled && this.#options.port !== null && !this.#isForbidden;
  }

  see(facts: PodFacts): void {
    const { uid, conditions, deleting } = facts;
    const pod = this.#live.see(facts);
    if (pod === null || deleting) this.#waiting.delete(uid);
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

  #queue(uid: string, pod: AddressedPod, isReady: boolean): void {
    if (!this.mayProbe || this.#isOver || this.#answered.has(uid)) return;
    const known = this.#waiting.get(uid);
    if (known === undefined) this.#waiting.set(uid, this.#newlyAsked(uid, pod, isReady));
    else {
      known.pod = pod;
      // What it said before it was Ready is old: it is asked at once.
      if (isReady && !known.isReady) known.askedMs = null;
      known.isReady = isReady;
    }
    this.#running ??= this.#run();
    this.#wake();
  }

  #newlyAsked(uid: string, pod: AddressedPod, isReady: boolean): Probed {
    const paths = this.#paths;
    return {
      uid,
      pod,
      isReady,
      get isDirect() {
        return paths.viaOf(this.pod) === 'pod-ip';
      },
      askedMs: null,
      comparedMs: this.#options.clock.nowMs(),
      inFlight: 0,
    };
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
      const next = nextToProbe(this.#waiting.values(), clock.nowMs());
      if ('untilMs' in next) {
        await this.#pause(next.untilMs - clock.nowMs());
        continue;
      }
      await this.#keepBudget(this.#probe(next.uid));
    }
  }

  async #keepBudget(waitMs: number): Promise<void> {
    if (waitMs > 0) await this.#options.clock.sleep(waitMs, this.#stop.signal).catch(() => undefined);
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

  /** How long to wait before the next is asked, ms. */
  #probe(uid: string): number {
    const asked = this.#waiting.get(uid);
    if (asked === undefined) return 0;
    const nowMs = this.#options.clock.nowMs();
    const isCompared = nowMs - asked.comparedMs >= compareEveryMs;
    const via = asked.isDirect && !isCompared ? 'pod-ip' : 'api-proxy';
    if (via === 'api-proxy') asked.comparedMs = nowMs;
    asked.askedMs = nowMs;
    asked.inFlight += 1;
    const attempt = this.#attempt(asked, via).finally(() => {
      asked.inFlight -= 1;
      this.#underWay.delete(attempt);
      this.#wake();
    });
    this.#underWay.add(attempt);
    return this.#budget.spend(nowMs, { via, isReady: asked.isReady });
  }

  async #attempt({ uid, pod }: Probed, via: PodVia): Promise<void> {
    const { observe, report } = this.#options;
    const { signal } = this.#stop;
    try {
      const result = await this.#paths.ask(pod, via, signal);
      if (via === 'api-proxy') this.#budget.took(result.atMs - result.startedMs);
      if (signal.aborted || this.#answered.has(uid)) return;
      if (result.refusal === 'Forbidden') this.#forbid();
      // What its address says once it is no longer its own, another pod may say.
      if (result.via === 'pod-ip' && this.#live.of(uid)?.ip !== pod.ip) return;
      if (result.matched) {
        this.#answered.add(uid);
        this.#waiting.delete(uid);
      }
      const { startedMs, atMs, matched, status, error, via: podVia } = result;
      observe({ kind: 'probe', target: 'pod', podUid: uid, podVia, startedMs, atMs, matched, status, error });
    } catch (error) {
      report({ kind: 'note', level: 'warning', message: `a pod could not be probed: ${messageOf(error)}` });
    }
  }

  #forbid(): void {
    if (this.#isForbidden) return;
    this.#isForbidden = true;
    const message =
      'pods may not be probed (get pods/proxy is forbidden), so it is unknown whether they answer';
    this.#options.report({ kind: 'note', level: 'warning', message });
  }
}
