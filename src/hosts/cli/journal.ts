import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../core/result.ts';
import { renderJson } from '../../reports/formats/json.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { writeWhole } from '../../files/write-whole.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Results of killed runs that are kept; older ones go. */
const mostKept = 20;

/** Where runs without --export-json keep their result while they go on (XDG Base Directory Specification); null where there is no home. */
export function journalFolder(env: Environment): string | null {
  const state = env['XDG_STATE_HOME'] ?? (env['HOME'] === undefined ? '' : join(env['HOME'], '.local/state'));
  return state.startsWith('/') ? join(state, 'pod-start-slo') : null;
}

/** Keeps the result of a run under way, so that a killed run loses no iteration that has ended. */
export class Journal {
  readonly #folder: string | null;
  #path: string | null = null;

  constructor(env: Environment) {
    this.#folder = journalFolder(env);
  }

  /** Whether the result can be found there later. */
  get isKept(): boolean {
    return this.#path !== null;
  }

  /** Replaces what is kept of the run. A disk that refuses costs the safety net, never the run. */
  async keep(result: Result): Promise<void> {
    if (this.#folder === null) return;
    try {
      if (this.#path === null) await prepare(this.#folder);
      this.#path = join(this.#folder, `${result.runId}.json`);
      await writeWhole(this.#path, renderJson(result));
    } catch {
      this.#path = null;
    }
  }

  /** The run has told its result: nothing needs to be kept any more. */
  async discard(): Promise<void> {
    if (this.#path !== null) await rm(this.#path, { force: true });
  }
}

/** The result that was kept last, of a run that was killed; null where there is none. */
export async function latestKept(env: Environment): Promise<string | null> {
  const folder = journalFolder(env);
  return folder === null ? null : ((await newestFirst(folder))[0] ?? null);
}

async function prepare(folder: string): Promise<void> {
  await makeFolder(folder);
  const old = (await newestFirst(folder)).slice(mostKept - 1);
  await Promise.all(old.map((path) => rm(path, { force: true })));
}

async function newestFirst(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .map((name) => join(folder, name));
  const dated = await Promise.all(
    files.map(async (path) => ({ path, ms: (await stat(path).catch(() => null))?.mtimeMs ?? 0 })),
  );
  return dated.sort((a, b) => b.ms - a.ms).map(({ path }) => path);
}
