import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, PodStartSloError } from '../../core/errors.ts';
import type { Result } from '../../core/result.ts';
import { renderJson } from '../../reports/json.ts';
import { renderMarkdown } from '../../reports/markdown.ts';
import { makeFolder } from '../shared/make-folder.ts';
import { writeWhole } from '../shared/write-whole.ts';
import type { Environment } from '../start-run.ts';
import type { ResultPaths } from './outputs.ts';

/** The files of a run, in a folder of its own under the runner's temporary folder. */
export class ResultFiles {
  readonly #env: Environment;
  #folder: string | null = null;
  #latest: Result | null = null;
  readonly paths: ResultPaths = { result: null, summary: null };

  constructor(env: Environment) {
    this.#env = env;
  }

  /** The last result that was kept. */
  get latest(): Result | null {
    return this.#latest;
  }

  /** Writes what was measured so far, so that a killed step loses no start that has ended. */
  async keep(result: Result): Promise<void> {
    this.#latest = result;
    this.paths.result = await this.#write('result.json', renderJson(result));
  }

  /** Writes the report of the last result. */
  async finish(): Promise<void> {
    if (this.#latest !== null)
      this.paths.summary = await this.#write('summary.md', renderMarkdown(this.#latest));
  }

  async #write(name: string, text: string): Promise<string> {
    try {
      this.#folder ??= await makeRunFolder(this.#env);
      const path = join(this.#folder, name);
      await writeWhole(path, text);
      return path;
    } catch (error) {
      throw new PodStartSloError('cluster', `${name} could not be written: ${messageOf(error)}`, {}, error);
    }
  }
}

/** Steps of one job share the runner's folder. */
async function makeRunFolder(env: Environment): Promise<string> {
  const parent = join(env['RUNNER_TEMP'] ?? tmpdir(), 'pod-start-slo');
  await makeFolder(parent);
  return mkdtemp(join(parent, 'run-'));
}
