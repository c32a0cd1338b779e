import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { IterationResult, Result, ScenarioResult } from '../../../src/core/result.ts';
import { cli } from './cli.ts';
import type { CommandOptions, Ended } from './command.ts';

const schemaPath = resolve(import.meta.dirname, '../../../schema/result.schema.json');
const validate = new Ajv2020({ strict: false, allErrors: true }).compile<Result>(
  JSON.parse(readFileSync(schemaPath, 'utf8')) as object,
);

/** A result from its JSON. @throws where it is not as its published schema says */
export function parseResult(json: string): Result {
  const value: unknown = JSON.parse(json);
  if (!validate(value))
    throw new Error(`not as the schema says: ${JSON.stringify(validate.errors, null, 2)}`);
  return value;
}

/** The result that --export-json wrote. */
export function readResult(path: string): Result {
  return parseResult(readFileSync(path, 'utf8'));
}

export interface Measured extends Ended {
  result: Result;
  scenario: ScenarioResult;
  /** Without the warm-up, and without those that a stall of this machine made invalid. */
  judged: IterationResult[];
  /** Of these, the ones without any stall. Others have right totals, but Ready or phases of theirs may be unknown. */
  undisturbed: IterationResult[];
  /** From the start of the process to its end. */
  tookMs: number;
}

/**
 * `pod-start-slo run` with these flags, and the result it exported. A run that came to nothing since this machine was
 * busy with something else is made again, three times at most. @throws where there is no result
 */
export async function measure(flags: readonly string[], options: CommandOptions = {}): Promise<Measured> {
  for (let times = 1; ; times += 1) {
    const measured = await measureOnce(flags, options);
    const { stoppedBecause, iterations } = measured.scenario;
    const stalls = iterations.filter(({ outcome, reason }) => outcome === 'invalid' && reason === 'Stalled');
    if (times === 3 || stalls.length === 0 || stoppedBecause !== 'too-many-invalid') return measured;
  }
}

/** The same, but made once, for runs that leave traces. */
export async function measureOnce(flags: readonly string[], options: CommandOptions = {}): Promise<Measured> {
  using folder = makeFolder();
  const file = join(folder.path, 'result.json');
  const startedMs = performance.now();
  const ended = await cli(['run', ...flags, '--export-json', file], options);
  const tookMs = performance.now() - startedMs;
  try {
    const result = readResult(file);
    const scenario = result.scenarios[0];
    if (scenario === undefined) throw new Error('no scenario');
    const judged = scenario.iterations.filter(({ warmup, outcome }) => !warmup && outcome !== 'invalid');
    const undisturbed = judged.filter(({ stalledMs }) => stalledMs === 0);
    return { ...ended, result, scenario, judged, undisturbed, tookMs };
  } catch (error) {
    throw new Error(`exit ${ended.code ?? ended.signal ?? ''} ${ended.stdout}\n${ended.stderr}`, {
      cause: error,
    });
  }
}

/** A folder for a test's files; with `using` it is deleted at the end of the block. */
export function makeFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'pod-start-slo-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
