import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { cpuTimesNow, idleShare, type CpuTimes } from './cpu.ts';

/** What a run of tests took of the machine; `idleShare` is null where it is not known. */
export interface IdleRecord {
  suite: Span;
  files: (Span & { file: string })[];
}

export interface Span {
  startedUnixMs: number;
  endedUnixMs: number;
  idleShare: number | null;
}

interface Begin {
  unixMs: number;
  cpu: CpuTimes | null;
}

/** Writes NAME.idle.json next to the JSON report NAME.json; without such a report it writes nothing. */
export class IdleReporter implements Reporter {
  readonly #begun = new Map<string, Begin>();
  readonly #files: IdleRecord['files'] = [];
  #path: string | null = null;
  #suite = begin();

  onInit({ config: { outputFile } }: Vitest): void {
    const report = typeof outputFile === 'object' ? outputFile['json'] : undefined;
    this.#path = report?.replace(/\.json$/, '.idle.json') ?? null;
    this.#suite = begin();
  }

  /** Just before a file is loaded. */
  onTestModuleQueued({ moduleId }: TestModule): void {
    this.#begun.set(moduleId, begin());
  }

  onTestModuleEnd({ moduleId, relativeModuleId: file }: TestModule): void {
    const from = this.#begun.get(moduleId);
    if (from !== undefined) this.#files.push({ file, ...spanSince(from) });
  }

  onTestRunEnd(): void {
    if (this.#path === null) return;
    const record: IdleRecord = { suite: spanSince(this.#suite), files: this.#files };
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(this.#path, `${JSON.stringify(record, null, 1)}\n`);
  }
}

function begin(): Begin {
  return { unixMs: Date.now(), cpu: cpuTimesNow() };
}

function spanSince({ unixMs, cpu }: Begin): Span {
  return {
    startedUnixMs: unixMs,
    endedUnixMs: Date.now(),
    idleShare: idleShare(cpu, cpuTimesNow()),
  };
}
