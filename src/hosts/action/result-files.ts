import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, PodStartSloError } from '../../core/errors.ts';
import type { Result } from '../../core/result.ts';
import { renderJson } from '../../reports/formats/json.ts';
import type { Format } from '../../reports/formats/format.ts';
import { renderAs } from '../../reports/formats/registry.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { writeWhole } from '../../files/write-whole.ts';
import type { Environment } from '../start-run.ts';
import type { ResultPaths } from './outputs.ts';

/** The files of a run, in a folder of its own under the runner's temporary folder. */
export class ResultFiles {
  readonly #env: Environment;
  readonly #reports: readonly Format[];
  #folder: string | null = null;
  #latest: Result | null = null;
  readonly paths: ResultPaths = { result: null, summary: null };

  constructor(env: Environment, reports: readonly Format[] = []) {
    this.#env = env;
    this.#reports = reports;
  }

  /** The last result that was kept. */
  get latest(): Result | null {
    return this.#latest;
  }

  /**
   * Writes what was measured so far, so that a killed step loses no start that has ended. A disk that refuses ends no run:
   * `finish` tries again, and tells.
   */
  async keep(result: Result): Promise<void> {
    this.#latest = result;
    await this.#writeResult(result).catch(() => undefined);
  }

  /** Writes the files of the last result, each whatever becomes of the others. @throws the first failure */
  async finish(): Promise<void> {
    const result = this.#latest;
    if (result === null) return;
    const failures: unknown[] = [];
    const attempt = (work: Promise<unknown>): Promise<unknown> =>
      work.catch((error: unknown) => failures.push(error));
    if (this.paths.result === null) await attempt(this.#writeResult(result));
    await attempt(this.#writeSummary(result));
    for (const report of this.#reports) await attempt(this.#writeReport(report, result));
    if (failures.length > 0) throw failures[0];
  }

  /** Where it cannot be written, the file of an earlier result is none of this one. */
  async #writeResult(result: Result): Promise<void> {
    this.paths.result = null;
    this.paths.result = await this.#write('result.json', renderJson(result));
  }

  async #writeSummary(result: Result): Promise<void> {
    const { renderMarkdown } = await import('../../reports/markdown/markdown.ts');
    this.paths.summary = await this.#write('summary.md', renderMarkdown(result));
  }

  async #writeReport(format: Format, result: Result): Promise<void> {
    await this.#write(format.file, await renderAs(format, result));
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
