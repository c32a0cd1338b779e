import { randomBytes } from 'node:crypto';
import { rm, utimes } from 'node:fs/promises';
import type { Clock } from '../core/ports.ts';
import { readLock, renderLock, type LockContent, type SeenLock } from './lock-file.ts';
import { ownIdentity, stateOfProcess } from './process-identity.ts';
import { replaceFile, writeNew } from './write-whole.ts';

const beatMs = 3000;
/** A holder on another machine or in another container is dead when its lock was seen unchanged for this long. */
const deadAfterMs = 15_000;
const lookEveryMs = 1000;
/** Of a longer pause between two looks only this much counts: this machine stood still meanwhile. */
const mostBetweenLooksMs = 2 * lookEveryMs;
/** Until somebody else who takes the same dead lock is done. */
const againAfterMs = 50;

export interface LockOptions {
  clock: Pick<Clock, 'nowMs' | 'sleep'>;
  signal?: AbortSignal;
  /** Kept in the lock, for whoever finds it after this process was killed. */
  note?: unknown;
  /** Called once when somebody else has the lock: this process stood still for so long that it was taken for dead. */
  onLost?: () => void;
  /** Called before a dead process' lock is taken; what it throws keeps the lock as it is. */
  onDead?: (content: LockContent | null) => Promise<void>;
  /** Called before it is watched whether the holder is alive, with the longest time that takes. */
  onWait?: (mostMs: number) => void;
}

/** A lock of one's own, or who has it; null where nobody can tell who, but somebody does. */
export type Taking = { lock: HeldLock } | { holder: LockContent | null };

/**
 * Takes a lock that is a file, also on a disk that several machines share. One that a dead process has left holds nobody
 * up: it is known by its process on this machine, and elsewhere by giving no sign of life, on this process' own clock.
 * Of any number of processes that try at once, one gets it.
 */
export async function takeLock(path: string, options: LockOptions): Promise<Taking> {
  const token = randomBytes(8).toString('hex');
  const content = { token, holder: await ownIdentity(), note: options.note ?? null };
  const taken = (): Taking => ({ lock: new HeldLock(path, content, options.onLost) });
  for (;;) {
    if (await create(path, content)) return taken();
    const seen = await readLock(path);
    if (seen === null) continue;
    const judged = await judge(path, seen, options);
    if (judged === 'alive') return { holder: seen.content };
    if (judged === 'dead') await options.onDead?.(seen.content);
    if (judged === 'dead' && (await replaceDead(path, seen, content, options))) return taken();
    await options.clock.sleep(againAfterMs, options.signal);
  }
}

/** A lock of this process, which gives signs of life until it is released. */
export class HeldLock {
  readonly #path: string;
  readonly #beats: NodeJS.Timeout;
  readonly #onLost: () => void;
  #content: LockContent;

  constructor(path: string, content: LockContent, onLost: () => void = () => undefined) {
    this.#path = path;
    this.#content = content;
    this.#onLost = onLost;
    this.#beats = setInterval(() => void this.beat(), beatMs).unref();
  }

  /** Random, and of this lock alone. */
  get token(): string {
    return this.#content.token;
  }

  /** Replaces what others are to know. */
  async keep(note: unknown): Promise<void> {
    this.#content = { ...this.#content, note };
    if (await this.#isOurs()) await replaceFile(this.#path, renderLock(this.#content), 0o600);
  }

  /** A sign of life; finds out where the lock was lost. */
  async beat(): Promise<void> {
    try {
      if (await this.#isOurs()) await utimes(this.#path, new Date(), new Date());
      else this.#lose();
    } catch {
      // A disk that fails for a moment: the lock outlives several signs that did not come.
    }
  }

  /** Stops the signs of life but leaves the file, for those who look for what was left. */
  abandon(): void {
    clearInterval(this.#beats);
  }

  async release(): Promise<void> {
    clearInterval(this.#beats);
    if (await this.#isOurs()) await rm(this.#path, { force: true });
  }

  async #isOurs(): Promise<boolean> {
    return (await readLock(this.#path))?.content?.token === this.token;
  }

  #lose(): void {
    clearInterval(this.#beats);
    this.#onLost();
  }
}

async function create(path: string, content: LockContent): Promise<boolean> {
  try {
    await writeNew(path, renderLock(content), 0o600);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** `changed`: somebody else has it by now, or nobody. */
async function judge(
  path: string,
  first: SeenLock,
  { clock, signal, onWait }: LockOptions,
): Promise<'alive' | 'dead' | 'changed'> {
  const known = first.content === null ? 'unknown' : await stateOfProcess(first.content.holder);
  if (known === 'running') return 'alive';
  if (known === 'ended') return 'dead';
  onWait?.(deadAfterMs);
  let unchangedMs = 0;
  let seenAtMs = clock.nowMs();
  while (unchangedMs < deadAfterMs) {
    await clock.sleep(lookEveryMs, signal);
    unchangedMs += Math.min(clock.nowMs() - seenAtMs, mostBetweenLooksMs);
    const seen = await readLock(path);
    seenAtMs = clock.nowMs();
    if (seen?.digest !== first.digest) return 'changed';
    if (seen.state !== first.state) return 'alive';
  }
  return 'dead';
}

/**
 * Puts the own lock in the place of a dead one. Whoever does so holds a lock on the dead one meanwhile, and looks again:
 * else two that found it dead at once would both have it, or the slower would take the quicker one's away.
 */
async function replaceDead(
  path: string,
  dead: SeenLock,
  content: LockContent,
  options: LockOptions,
): Promise<boolean> {
  const { clock, signal } = options;
  const claim = await takeLock(`${path}.${dead.digest}`, {
    clock,
    ...(signal === undefined ? {} : { signal }),
  });
  if (!('lock' in claim)) return false;
  try {
    if ((await readLock(path))?.state !== dead.state) return false;
    await replaceFile(path, renderLock(content), 0o600);
    return true;
  } finally {
    await claim.lock.release();
  }
}
