import { backoffMs } from '../../core/backoff.ts';
import { messageOf } from '../../core/errors.ts';
import type { ApiClient } from '../api/api.ts';
import { clusterError } from '../api/cluster-error.ts';
import { IdleError, IdleLimit } from './idle-limit.ts';
import { KnownObjects, lightened, type ApiObject, type ChangeType } from './known-objects.ts';
import { errorFromStatus } from '../api/status.ts';
import { GapAccount, type Blindness } from './watch-gap.ts';
import { answerIn, isExpected, isRefusal, needsList, notAList, StreamError } from './watch-errors.ts';
import { watchEvents, type WatchEvent } from './watch-stream.ts';
import type { WatchHandlers, WatchOptions, WatchTarget } from './watch-handlers.ts';

interface List<T> {
  metadata: { resourceVersion: string };
  items?: readonly T[] | null;
}

/** A stream that lived shorter than this did no work: the next one waits. */
const shortLifeMs = 1000;
const backoff = { firstMs: 50, longestMs: 2000 };
const longestAskedDelayMs = 30_000;
/** Until the first stream is up, a server that is away is an error after this long. */
const readyWithinMs = 30_000;

/** The engine of watchList: one loop, one stream at a time. */
export class Reflector<T extends ApiObject> {
  readonly ready: Promise<void>;
  readonly #api: ApiClient;
  readonly #target: WatchTarget;
  readonly #handlers: WatchHandlers<T>;
  readonly #options: Required<WatchOptions>;
  readonly #stopping = new AbortController();
  readonly #signal: AbortSignal;
  readonly #known: KnownObjects<T>;
  readonly #gaps: GapAccount;
  readonly #settle: PromiseWithResolvers<void>;
  #stream: IdleLimit | null = null;
  #renewed: PromiseWithResolvers<void> | null = null;
  /** Where to go on watching; null when a list is needed. */
  #version: string | null = null;
  #isReady = false;
  #failures = 0;

  constructor(
    api: ApiClient,
    target: WatchTarget,
    handlers: WatchHandlers<T>,
    options: Required<WatchOptions>,
  ) {
    this.#api = api;
    this.#target = target;
    this.#handlers = handlers;
    this.#options = options;
    this.#known = new KnownObjects<T>(handlers.remember);
    this.#signal = AbortSignal.any([options.signal, this.#stopping.signal]);
    this.#gaps = new GapAccount((gap) => handlers.onGap?.(gap));
    this.#settle = Promise.withResolvers();
    this.ready = this.#settle.promise;
    // Whoever stops before it is ready need not look at it.
    this.ready.catch(() => undefined);
  }

  get gaps(): number {
    return this.#gaps.count;
  }

  get blind(): Blindness | null {
    return this.#gaps.blind;
  }

  renew(): Promise<void> {
    this.#renewed ??= Promise.withResolvers();
    this.#stream?.giveUp('nothing came of what was waited for');
    return this.#renewed.promise;
  }

  stop(): void {
    this.#stopping.abort(new Error(`watching ${this.#target.resourceName} was stopped`));
  }

  /** Ends when stopped, aborted or refused at the start. Never rejects; what a handler throws is uncaught, since it is a defect. */
  async run(): Promise<void> {
    const startedMs = this.#now();
    try {
      while (!this.#signal.aborted) {
        const roundMs = this.#now();
        const error = await this.#round();
        if (!this.#isReady) this.#giveUpIfHopeless(error, startedMs);
        await this.#pause(error, roundMs);
      }
    } catch (error) {
      this.#end(error);
    }
    this.#settle.reject(this.#signal.reason);
    this.#gaps.end(this.#now());
  }

  #end(error: unknown): void {
    if (this.#signal.aborted) return;
    this.#settle.reject(error);
    if (this.#isReady)
      queueMicrotask(() => {
        throw error;
      });
  }

  /** One list if needed, and one stream until it ends. @returns what ended it; null for a normal end */
  async #round(): Promise<Error | null> {
    try {
      if (this.#version === null) await this.#list();
      await this.#watch(this.#version ?? '');
      return null;
    } catch (error) {
      if (this.#signal.aborted) throw error;
      if (!isExpected(error)) throw error;
      if (needsList(error)) this.#version = null;
      return error;
    }
  }

  async #list(): Promise<void> {
    const { path } = this.#target;
    const query = this.#selectors();
    const askedMs = this.#now();
    const { body } = await this.#api.request<unknown>({ method: 'GET', path, query, signal: this.#signal });
    const receivedMs = this.#now();
    if (!isList<T>(body)) throw notAList(this.#api.server, path);
    const items = (body.items ?? []).map(lightened);
    const sinceMs = this.#gaps.blind?.sinceMs ?? null;
    const changes = this.#known.replace(items);
    this.#version = body.metadata.resourceVersion;
    if (sinceMs === null) this.#gaps.proven(askedMs);
    else {
      const seen = { by: 'list', sinceMs } as const;
      for (const { type, object } of changes) this.#handlers.onChange(type, object, receivedMs, seen);
    }
    this.#handlers.onSync?.(items, sinceMs);
  }

  async #watch(resourceVersion: string): Promise<void> {
    const idle = new IdleLimit(this.#signal, this.#options.idleMs);
    this.#stream = idle;
    let heardMs = this.#now();
    const onChunk = (receivedMs: number): void => {
      heardMs = receivedMs;
      idle.restart();
    };
    try {
      const query = { ...this.#selectors(), watch: 1, allowWatchBookmarks: true, resourceVersion };
      const stream = await this.#api.stream({ path: this.#target.path, query, signal: idle.signal });
      onChunk(this.#now());
      this.#established(heardMs);
      for await (const event of watchEvents(stream.body, { nowMs: () => this.#now(), onChunk }))
        this.#take(event);
      this.#gaps.ended(this.#now(), 'the server ended the watch');
    } catch (error) {
      // What the server sent after the last byte that arrived may be lost.
      if (this.#isReady && !this.#signal.aborted)
        this.#gaps.broke(heardMs, messageOf(error), error instanceof IdleError);
      throw error;
    } finally {
      idle.end();
    }
  }

  #established(atMs: number): void {
    this.#gaps.restored(atMs);
    this.#isReady = true;
    this.#settle.resolve();
    this.#renewed?.resolve();
    this.#renewed = null;
  }

  #take({ type, object, receivedMs }: WatchEvent): void {
    if (type === 'ERROR') throw new StreamError(errorFromStatus(this.#api.server, object));
    this.#gaps.proven();
    const item = lightened(object as T);
    this.#version = item.metadata?.resourceVersion ?? this.#version;
    if (!isChange(type) || this.#signal.aborted) return;
    const change = this.#known.apply(type, item);
    if (change !== null)
      this.#handlers.onChange(change.type, change.object, receivedMs, this.#gaps.seen(receivedMs));
  }

  /** At the start a refusal is an answer, and a server that stays away is one too. */
  #giveUpIfHopeless(error: Error | null, startedMs: number): void {
    if (error === null || (!isRefusal(error) && this.#now() - startedMs < readyWithinMs)) return;
    throw clusterError(error, `watching ${this.#target.resourceName}`);
  }

  /** Never spins, and after an expired version lists at once the first time: every moment counts towards the gap. */
  async #pause(error: Error | null, roundMs: number): Promise<void> {
    const livedMs = this.#now() - roundMs;
    this.#failures = livedMs < shortLifeMs ? this.#failures + 1 : 0;
    const asked = Math.min(answerIn(error)?.retryAfterMs ?? 0, longestAskedDelayMs);
    const own = backoffMs(this.#failures, backoff);
    const free = this.#failures === 0 || (this.#failures === 1 && answerIn(error)?.status === 410);
    const delayMs = Math.max(asked, free ? 0 : own);
    if (delayMs > 0) await this.#options.clock.sleep(delayMs, this.#signal);
  }

  #selectors(): Record<string, string | undefined> {
    const { labelSelector, fieldSelector } = this.#target;
    return { labelSelector, fieldSelector };
  }

  #now(): number {
    return this.#options.clock.nowMs();
  }
}

function isList<T>(body: unknown): body is List<T> {
  const metadata = typeof body === 'object' && body !== null && 'metadata' in body ? body.metadata : null;
  return typeof metadata === 'object' && metadata !== null && 'resourceVersion' in metadata;
}

function isChange(type: string): type is ChangeType {
  return type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED';
}
