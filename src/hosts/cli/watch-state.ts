import { createHash } from 'node:crypto';
import { constants, open, readFile, rename } from 'node:fs/promises';
import { messageOf, usageError } from '../../core/errors.ts';
import { watchFingerprint } from '../../core/watch/fingerprint.ts';
import { journalHead, journalLine, readJournal, type ReadJournal } from '../../core/watch/journal.ts';
import type { Plan } from '../../core/plan.ts';
import type { WatchPlan } from '../../core/watch/plan.ts';
import { emptyState, type WatchChange, type WatchState } from '../../core/watch/state.ts';
import { followed, unwritable, writeWhole } from '../../files/write-whole.ts';
import { takeStateLock, type StateLockOptions } from './state-lock.ts';

/** Where the state of a continuous run is kept. */
export interface StateFile {
  state: WatchState;
  /** What people should know about how it was found. */
  notes: readonly string[];
  save: (change: WatchChange, state: WatchState) => Promise<void>;
  close: () => Promise<void>;
}

/** Lines after which the journal is written anew; so it stays small, and reading it is quick. */
const mostLines = 1000;

/** @throws PodStartSloError usage where the file is something else, cannot be used, or another process uses it */
export async function openState(
  plan: Plan,
  watch: WatchPlan,
  onProblem: (message: string) => void,
  lockOptions: StateLockOptions,
): Promise<StateFile> {
  const { state: path, windowMs } = watch;
  if (path === null)
    return { state: emptyState, notes: [], save: () => Promise.resolve(), close: () => Promise.resolve() };
  const problem = await unwritable(path, '--state');
  if (problem !== null) throw usageError([problem]);
  const fingerprint = watchFingerprint(plan, watch, sha256);
  const journal = new JournalFile(path, fingerprint, onProblem);
  const onLost: StateLockOptions['onLost'] = (error) => {
    journal.giveUp();
    lockOptions.onLost(error);
  };
  const lock = await takeStateLock(path, { ...lockOptions, onLost });
  try {
    const { state, notes } = await read(path, fingerprint, windowMs);
    await journal.replace(state);
    return {
      state,
      notes,
      save: (change, after) => journal.save(change, after),
      close: () => journal.close(() => lock.release()),
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function read(
  path: string,
  fingerprint: string,
  windowMs: number,
): Promise<Pick<StateFile, 'state' | 'notes'>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw usageError([{ field: '--state', value: path, message: `cannot be read: ${messageOf(error)}` }]);
  });
  if (text === '') return { state: emptyState, notes: [] };
  const journal = readJournal(text, windowMs);
  if ('problem' in journal) throw notAJournal(path, journal.problem);
  if (journal.fingerprint !== fingerprint) return await setAside(path, journal);
  const lost =
    journal.lost === 0 ? [] : [`${journal.lost} line(s) of ${path} were incomplete and are ignored`];
  return { state: journal.state, notes: [...lost, `going on with what ${path} has kept`] };
}

function notAJournal(path: string, problem: string): Error {
  const fix = 'name another file, or move this one away';
  return usageError([{ field: '--state', value: path, message: problem, fix }]);
}

/** Starts of something else say nothing about these; but what its runs have left is still to be deleted. */
async function setAside(path: string, { state }: ReadJournal): Promise<Pick<StateFile, 'state' | 'notes'>> {
  const kept = `${path}.other-plan`;
  await rename(path, kept);
  const note = `${path} is of other scenarios or limits: it was moved to ${kept}, and a new window begins`;
  return { state: { ...emptyState, openRuns: state.openRuns }, notes: [note] };
}

/** The file itself: one change after the other is appended, and now and then all is written anew. */
class JournalFile {
  readonly #path: string;
  readonly #fingerprint: string;
  readonly #onProblem: (message: string) => void;
  #lines = 0;
  #isBroken = false;
  #isGivenUp = false;
  #last: Promise<void> = Promise.resolve();

  constructor(path: string, fingerprint: string, onProblem: (message: string) => void) {
    this.#path = path;
    this.#fingerprint = fingerprint;
    this.#onProblem = onProblem;
  }

  async replace(state: WatchState): Promise<void> {
    await writeWhole(this.#path, journalHead(this.#fingerprint, state));
    this.#lines = 0;
  }

  /** A disk that refuses costs the safety net, never the run; it is told once, until it takes something again. */
  save(change: WatchChange, state: WatchState): Promise<void> {
    this.#last = this.#last.then(() => this.#write(change, state));
    return this.#last;
  }

  /** The file is another process' from now on. */
  giveUp(): void {
    this.#isGivenUp = true;
  }

  async close(release: () => Promise<void>): Promise<void> {
    await this.#last;
    await release();
  }

  async #write(change: WatchChange, state: WatchState): Promise<void> {
    if (this.#isGivenUp) return;
    try {
      // After a failure the last line may be half a line.
      if (this.#isBroken || this.#lines >= mostLines) await this.replace(state);
      else await append(this.#path, journalLine(change));
      this.#lines += 1;
      this.#isBroken = false;
    } catch (error) {
      if (!this.#isBroken)
        this.#onProblem(`the state cannot be written to ${this.#path}: ${messageOf(error)}`);
      this.#isBroken = true;
    }
  }
}

/** Through no link but the user's own, as the file was made. */
async function append(path: string, line: string): Promise<void> {
  const { O_WRONLY, O_APPEND, O_NOFOLLOW } = constants;
  const file = await open(await followed(path), O_WRONLY | O_APPEND | O_NOFOLLOW);
  try {
    await file.appendFile(line);
  } finally {
    await file.close();
  }
}
