import type { CoreV1Event, V1EndpointSlice, V1Pod } from '@kubernetes/client-node';
import type { Seen } from '../../core/observation.ts';
import type { Clock, Report } from '../../core/ports.ts';
import type { ApiClient } from '../api/api.ts';
import { eventFacts } from '../facts/event-facts.ts';
import { eventObservations } from '../facts/event-observations.ts';
import { podFacts } from '../facts/pod-facts.ts';
import { podRow } from '../facts/pod-row.ts';
import { identityOf } from '../watch/known-objects.ts';
import { watchList, type ApiObject, type ChangeType, type Watch, type WatchGap } from '../watch/watch.ts';
import type { WatchHandlers, WatchTarget } from '../watch/watch-handlers.ts';
import type { IterationScope } from './iteration-scope.ts';
import { OpenWatches } from './open-watches.ts';
import { SeenObjects, type LeftSeen, type Staying } from './seen-objects.ts';
import type { WatchScope } from './watch-scope.ts';

export interface RunWatchOptions {
  api: ApiClient;
  clock: Clock;
  namespace: string;
  scope: WatchScope;
  report: Report;
}

/** How long pods usually take to go, and then some. */
const doubtMs = 5000;
const nothing = (): void => undefined;

/**
 * Watches of the pods in a scope, the slices of their Services and the events about them. Those of what a run makes stay
 * open over all iterations of all scenarios, of which one at a time is under way and is their audience.
 */
export class RunWatch {
  readonly #options: RunWatchOptions;
  readonly seen = new SeenObjects();
  readonly #watches = new OpenWatches();
  /** Pods whose events are watched, by name; null stands for all of the namespace. */
  readonly #heard = new Set<string | null>();
  #isOpen = false;
  readonly #closing = new AbortController();
  #audience: IterationScope | null = null;
  #leaving: { staying: Staying; onEmpty: () => void } | null = null;
  #mayWatchEvents = true;

  constructor(options: RunWatchOptions) {
    this.#options = options;
  }

  /**
   * Resolves when every watch is established. The signal ends the opening only: deletions are watched after an
   * interruption as well. @throws PodStartSloError cluster; the signal's reason
   */
  async open(signal: AbortSignal): Promise<void> {
    if (this.#isOpen) return;
    await this.#establish(() => this.#open(), signal);
    this.#isOpen = true;
  }

  /**
   * Watches the events about the pods of a scenario as well.
   * @param podName the one pod's name where it is known, so that only its events are sent; null asks for all of the
   *   namespace. @throws the signal's reason
   */
  async hearEvents(podName: string | null, signal: AbortSignal): Promise<void> {
    if (this.#heard.has(podName) || !this.#mayWatchEvents) return;
    await this.#establish(() => this.#watchEvents(podName), signal);
    this.#heard.add(podName);
  }

  async #establish(opening: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const giveUp = (): void => void this.close();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await opening();
    } catch (error) {
      await this.close();
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  async #open(): Promise<void> {
    const { namespace, scope } = this.#options;
    const core = `/api/v1/namespaces/${namespace}`;
    const slices = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`;
    this.#watch<V1Pod>(
      { path: `${core}/pods`, labelSelector: scope.podSelector, resourceName: 'pods' },
      (type, pod, atMs, seen) => this.#onPod(type, pod, atMs, seen),
      { onFirst: (pods) => pods.forEach((pod) => this.seen.takePod('ADDED', pod, 0)) },
    );
    this.#watch<V1EndpointSlice>(
      { path: slices, labelSelector: scope.sliceSelector, resourceName: 'endpointslices' },
      (type, slice, atMs, seen) => this.#onSlice(type, slice, atMs, seen),
      { onFirst: (found) => found.forEach((slice) => this.seen.takeSlice('ADDED', slice, 0)) },
    );
    await this.#watches.ready();
  }

  /** Of a workload that is there already, the audience first hears what is known of it. */
  attach(audience: IterationScope): void {
    this.#audience = audience;
    if (!this.#options.scope.staysAfterwards) return;
    const atMs = this.#options.clock.nowMs();
    const seen: Seen = { by: 'list', sinceMs: atMs };
    for (const { pod } of this.seen.pods.values()) this.#tell('MODIFIED', pod, atMs, seen);
    this.#tellEndpoints(atMs, seen);
  }

  detach(): void {
    this.#audience = null;
  }

  /** Resolves when no pod and no slice of the run is left but those that stay, or after the time; with what is left. */
  async untilEmpty(timeoutMs: number, staying: Staying, signal: AbortSignal): Promise<LeftSeen> {
    if (this.#options.scope.staysAfterwards) return { pods: [], slices: [] };
    const empty = new Promise<void>((onEmpty) => {
      this.#leaving = { staying, onEmpty };
    });
    this.#checkEmpty();
    const timer = new AbortController();
    const until = AbortSignal.any([timer.signal, signal]);
    const wait = (ms: number): Promise<void> => this.#options.clock.sleep(ms, until);
    // That nothing goes may also be a connection that is dead without saying so.
    wait(Math.min(doubtMs, timeoutMs)).then(() => void this.#watches.renew(), nothing);
    const timeUp = wait(timeoutMs).catch(nothing);
    await Promise.race([empty, timeUp]);
    timer.abort();
    this.#leaving = null;
    return this.seen.left();
  }

  /** The audience hears what was not seen until now. @throws the signal's reason */
  async lookAgain(signal: AbortSignal): Promise<void> {
    await this.#watches.lookAgain(this.#options.clock, signal);
  }

  /** The audience hears of the watches that see nothing now. */
  tellBlindness(): void {
    const atMs = this.#options.clock.nowMs();
    for (const blind of this.#watches.blind())
      this.#audience?.report({ kind: 'watch-gap', atMs, ...blind, isOver: false });
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('the watches were closed'));
    await this.#watches.stop();
  }

  async #watchEvents(podName: string | null): Promise<void> {
    const path = `/api/v1/namespaces/${this.#options.namespace}/events`;
    const selector = podName === null ? {} : { fieldSelector: `involvedObject.name=${podName}` };
    const watch = this.#watch<CoreV1Event>(
      { path, resourceName: 'events', ...selector },
      (type, event, atMs, seen) => {
        if (this.#audience?.podName === podName) this.#onEvent(type, event, atMs, seen);
      },
      // They come by the thousand, stay for an hour, and nobody asks for one again.
      { remember: identityOf },
    );
    try {
      await watch.ready;
    } catch (error) {
      if (this.#closing.signal.aborted) throw error;
      this.#mayWatchEvents = false;
      await watch.stop();
      const message =
        'events may not be watched: the phases inside the node (sandbox, image pull, container start) stay unknown';
      this.#options.report({ kind: 'note', level: 'warning', message });
    }
  }

  #watch<T extends ApiObject>(
    target: WatchTarget,
    onChange: WatchHandlers<T>['onChange'],
    {
      onFirst,
      remember,
    }: Pick<WatchHandlers<T>, 'remember'> & { onFirst?: (items: readonly T[]) => void } = {},
  ): Watch {
    const { api, clock } = this.#options;
    const { signal } = this.#closing;
    const { resourceName: resource } = target;
    const onGap = ({ sinceMs, untilMs: atMs, reason }: WatchGap): void =>
      this.#audience?.report({ kind: 'watch-gap', atMs, resource, sinceMs, reason, isOver: true });
    const onSync = (items: readonly T[], sinceMs: number | null): void => {
      if (sinceMs === null && this.#options.scope.staysAfterwards) onFirst?.(items);
    };
    const watch = watchList(api, target, { onChange, onGap, onSync, remember }, { clock, signal });
    this.#watches.add(watch, resource);
    return watch;
  }

  #onPod(type: ChangeType, pod: V1Pod, atMs: number, seen: Seen): void {
    const firstSeenMs = this.seen.takePod(type, pod, atMs);
    if (this.#audience !== null)
      this.#options.report({
        kind: 'pod-row',
        atUnixMs: this.#options.clock.unixUs() / 1000,
        row: podRow(pod, atMs - firstSeenMs),
      });
    this.#tell(type, pod, atMs, seen);
    this.#checkEmpty();
  }

  #tell(type: ChangeType, pod: V1Pod, atMs: number, seen: Seen): void {
    const audience = this.#audience;
    if (audience?.isAbout(pod) !== true) return;
    if (type === 'DELETED') audience.report({ kind: 'pod-deleted', atMs, uid: pod.metadata?.uid ?? '' });
    else audience.report({ kind: 'pod', atMs, pod: podFacts(pod), seen });
  }

  /** The pod of this uid as it was seen last. */
  podOf(uid: string): V1Pod | null {
    return this.seen.pods.get(uid)?.pod ?? null;
  }

  #onSlice(type: ChangeType, slice: V1EndpointSlice, atMs: number, seen: Seen): void {
    this.seen.takeSlice(type, slice, atMs);
    this.#tellEndpoints(atMs, seen);
    this.#checkEmpty();
  }

  #tellEndpoints(atMs: number, seen: Seen): void {
    const audience = this.#audience;
    if (audience === null) return;
    const endpoints = this.seen.endpointsOf(audience.serviceName);
    audience.report({ kind: 'endpoints', atMs, endpoints, seen });
  }

  #onEvent(type: ChangeType, event: CoreV1Event, atMs: number, seen: Seen): void {
    if (type === 'DELETED' || this.#audience === null || !this.#options.scope.concerns(event)) return;
    const facts = eventFacts(event);
    if (facts.aboutKind !== 'Pod' && !this.#audience.isMaker(event.involvedObject.name ?? '')) return;
    const node = this.podOf(facts.aboutUid)?.spec?.nodeName ?? null;
    for (const told of eventObservations(facts, { atMs, seen }, node)) this.#audience.report(told);
  }

  #checkEmpty(): void {
    if (this.#leaving !== null && this.seen.isEmptyBut(this.#leaving.staying)) this.#leaving.onEmpty();
  }
}
