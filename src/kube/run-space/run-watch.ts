import type { CoreV1Event, V1EndpointSlice, V1Pod } from '@kubernetes/client-node';
import type { Observation, Seen } from '../../core/observation.ts';
import type { Clock, Report } from '../../core/ports.ts';
import type { ApiClient } from '../api.ts';
import { endpointFacts } from '../facts/endpoint-facts.ts';
import { eventFacts } from '../facts/event-facts.ts';
import { podFacts } from '../facts/pod-facts.ts';
import { podRow } from '../facts/pod-row.ts';
import {
  watchList,
  type ApiObject,
  type ChangeType,
  type Watch,
  type WatchGap,
  type WatchHandlers,
  type WatchTarget,
} from '../watch.ts';
import { iterationLabel, runIdLabel } from '../workload/labels.ts';

export interface RunWatchOptions {
  api: ApiClient;
  clock: Clock;
  namespace: string;
  runId: string;
  report: Report;
}

/** Who gets to see what the watches bring, while an iteration goes on. */
export interface Audience {
  iteration: string;
  /** As given to `hearEvents`. */
  podName: string | null;
  report: (seen: Observation) => void;
}

/**
 * The watches of a run: the pods of its iterations, the slices of their Services (which carry the Service's labels) and
 * the events about them. They stay open over all iterations of all scenarios, of which one at a time is under way and
 * is their audience.
 */
export class RunWatch {
  readonly #options: RunWatchOptions;
  readonly #pods = new Map<string, { pod: V1Pod; firstSeenMs: number }>();
  readonly #slices = new Map<string, V1EndpointSlice>();
  readonly #watches: Watch[] = [];
  /** Pods whose events are watched, by name; null stands for all of the namespace. */
  readonly #heard = new Set<string | null>();
  #isOpen = false;
  readonly #closing = new AbortController();
  #audience: Audience | null = null;
  #onEmpty: (() => void) | null = null;
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
    const { namespace, runId } = this.#options;
    // Not what the whole run shares: setup objects, and the load beside an iteration.
    const labelSelector = `${runIdLabel}=${runId},${iterationLabel}`;
    const core = `/api/v1/namespaces/${namespace}`;
    const slices = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`;
    this.#watch<V1Pod>(
      { path: `${core}/pods`, labelSelector, resourceName: 'pods' },
      (type, pod, atMs, seen) => this.#onPod(type, pod, atMs, seen),
    );
    this.#watch<V1EndpointSlice>(
      { path: slices, labelSelector, resourceName: 'endpointslices' },
      (type, slice, atMs, seen) => this.#onSlice(type, slice, atMs, seen),
    );
    await Promise.all(this.#watches.map((watch) => watch.ready));
  }

  attach(audience: Audience): void {
    this.#audience = audience;
  }

  detach(): void {
    this.#audience = null;
  }

  /** Uids of the pods of the iteration under way. */
  isOwnPod(uid: string | null): boolean {
    return uid !== null && this.#pods.has(uid);
  }

  /** Ready endpoints that are none of the run's pods: an answer may have come from one of them. */
  foreignEndpoints(): string[] {
    const ready = endpointFacts(this.#slices.values()).filter((endpoint) => endpoint.ready);
    return ready
      .filter(({ podUid }) => !this.isOwnPod(podUid))
      .map(({ podName, address }) => podName ?? address);
  }

  /** Resolves when no pod and no slice of the run is left, or with what is left after the time. */
  async untilEmpty(timeoutMs: number, signal: AbortSignal): Promise<readonly string[]> {
    const empty = new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
    });
    this.#checkEmpty();
    const timer = new AbortController();
    const timeUp = this.#options.clock
      .sleep(timeoutMs, AbortSignal.any([timer.signal, signal]))
      .catch(() => undefined);
    await Promise.race([empty, timeUp]);
    timer.abort();
    this.#onEmpty = null;
    return this.left();
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('the watches were closed'));
    await Promise.all(this.#watches.map((watch) => watch.stop()));
  }

  async #watchEvents(podName: string | null): Promise<void> {
    const path = `/api/v1/namespaces/${this.#options.namespace}/events`;
    const selector = podName === null ? {} : { fieldSelector: `involvedObject.name=${podName}` };
    const watch = this.#watch<CoreV1Event>(
      { path, resourceName: 'events', ...selector },
      (type, event, atMs, seen) => {
        if (this.#audience?.podName === podName) this.#onEvent(type, event, atMs, seen);
      },
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

  #watch<T extends ApiObject>(target: WatchTarget, onChange: WatchHandlers<T>['onChange']): Watch {
    const { api, clock } = this.#options;
    const { signal } = this.#closing;
    const onGap = ({ sinceMs, untilMs, reason }: WatchGap): void =>
      this.#audience?.report({
        kind: 'watch-gap',
        atMs: untilMs,
        resource: target.resourceName,
        sinceMs,
        reason,
      });
    const handlers: WatchHandlers<T> = { onChange, onGap };
    const watch = watchList(api, target, handlers, { clock, signal });
    // Its failure is told through `ready`; without this, one that fails while another is awaited would end the process.
    watch.ready.catch(() => undefined);
    this.#watches.push(watch);
    return watch;
  }

  #onPod(type: ChangeType, pod: V1Pod, atMs: number, seen: Seen): void {
    const uid = pod.metadata?.uid ?? '';
    const firstSeenMs = this.#pods.get(uid)?.firstSeenMs ?? atMs;
    if (type === 'DELETED') this.#pods.delete(uid);
    else this.#pods.set(uid, { pod, firstSeenMs });
    if (this.#audience !== null)
      this.#options.report({
        kind: 'pod-row',
        atUnixMs: this.#options.clock.unixUs() / 1000,
        row: podRow(pod, atMs - firstSeenMs),
      });
    if (this.#audience !== null && pod.metadata?.labels?.[iterationLabel] === this.#audience.iteration) {
      if (type === 'DELETED') this.#audience.report({ kind: 'pod-deleted', atMs, uid });
      else this.#audience.report({ kind: 'pod', atMs, pod: podFacts(pod), seen });
    }
    this.#checkEmpty();
  }

  #onSlice(type: ChangeType, slice: V1EndpointSlice, atMs: number, seen: Seen): void {
    const uid = slice.metadata?.uid ?? '';
    if (type === 'DELETED') this.#slices.delete(uid);
    else this.#slices.set(uid, slice);
    this.#audience?.report({
      kind: 'endpoints',
      atMs,
      endpoints: endpointFacts(this.#slices.values()),
      seen,
    });
    this.#checkEmpty();
  }

  #onEvent(type: ChangeType, event: CoreV1Event, atMs: number, seen: Seen): void {
    if (type === 'DELETED' || this.#audience === null) return;
    const facts = eventFacts(event);
    if (facts.aboutKind === 'Pod') this.#audience.report({ kind: 'event', atMs, event: facts, seen });
    else if (facts.reason === 'FailedCreate') {
      this.#audience.report({ kind: 'condition', atMs, reason: facts.reason, message: facts.message });
    }
  }

  /** Pods and slices of the run that are there now. */
  left(): string[] {
    return [
      ...[...this.#pods.values()].map(({ pod }) => `pod ${pod.metadata?.name ?? ''}`),
      ...[...this.#slices.values()].map((slice) => `endpoint slice ${slice.metadata?.name ?? ''}`),
    ];
  }

  #checkEmpty(): void {
    if (this.#pods.size === 0 && this.#slices.size === 0) this.#onEmpty?.();
  }
}
