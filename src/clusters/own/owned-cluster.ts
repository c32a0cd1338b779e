import { setTimeout as sleep } from 'node:timers/promises';
import { ownerVariable } from '../../core/child-environment.ts';
import type { HeldLock } from '../../files/lock.ts';
import type { ProcessIdentity } from '../../files/process-identity.ts';
import type { CommandOptions } from '../programs/command.ts';
import { containersOf } from './containers.ts';
import type { OwnNote } from './note.ts';
import { removeOwn } from './remove.ts';

const lookEveryMs = 1000;

/** A name that this run alone may give to a cluster, and what it has seen itself create under it. */
export class OwnedCluster {
  readonly #lock: HeldLock;
  readonly #env: CommandOptions['env'];
  #note: OwnNote;

  constructor(lock: HeldLock, note: OwnNote, env: CommandOptions['env']) {
    this.#lock = lock;
    this.#note = note;
    this.#env = env;
  }

  /** Random, and of this run alone. */
  get owner(): string {
    return this.#note.owner;
  }

  /** For the kubeconfig; nobody else can read it. */
  get folder(): string {
    return this.#note.folder;
  }

  /** Of the programs that create something: they are found by it should they outlive this process. */
  get env(): CommandOptions['env'] {
    return { ...this.#env, [ownerVariable]: this.owner };
  }

  /** Writes down each container of the name while `work` creates them; before it there was none. */
  async creating<T>(work: () => Promise<T>): Promise<T> {
    await this.#keep({ phase: 'creating' });
    const stop = new AbortController();
    const looking = this.#lookUntil(stop.signal);
    try {
      const done = await work();
      stop.abort();
      await looking;
      await this.#see(AbortSignal.timeout(lookEveryMs * 10));
      await this.#keep({ phase: 'created' });
      return done;
    } finally {
      stop.abort();
      await looking;
    }
  }

  /** Said before a registry is created, so that one whose creation is cut short is looked for. */
  async withRegistry(): Promise<void> {
    await this.#keep({ hasRegistry: true });
  }

  /** Somebody else was quicker to create a cluster of this name: nothing of it is deleted. */
  async disown(): Promise<void> {
    await this.#keep({ phase: 'named', containers: [] });
  }

  /** Deletes what the run has created, and gives the name back. Never throws; says what is left. */
  async remove(signal: AbortSignal): Promise<readonly string[]> {
    const left = await removeOwn({ note: this.#note, env: this.#env, signal, trustsName: true });
    if (left.length === 0) await this.giveBack();
    // Whoever comes next finds what is left.
    else this.#lock.abandon();
    return left;
  }

  /** The process ends, and the cluster stays until the job's post step. */
  async leaveToLaterSteps(job: ProcessIdentity | null): Promise<void> {
    await this.#keep({ isForLaterSteps: true, job });
  }

  /** The cluster is the user's from now on. */
  async giveBack(): Promise<void> {
    await this.#lock.release().catch(() => undefined);
  }

  async #keep(change: Partial<OwnNote>): Promise<void> {
    this.#note = { ...this.#note, ...change };
    await this.#lock.keep(this.#note);
  }

  async #lookUntil(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await sleep(lookEveryMs, undefined, { signal });
        await this.#see(signal);
      } catch {
        // The end, or an engine that fails for a moment: the next look tells the same.
      }
    }
  }

  async #see(signal: AbortSignal): Promise<void> {
    const containers = await containersOf(this.#note, { env: this.#env, signal });
    const isNew = containers.some((id) => !this.#note.containers.includes(id));
    if (isNew) await this.#keep({ containers });
  }
}
