import { existsSync, readFileSync } from 'node:fs';
import type { ReadText } from '../../core/config/input.ts';
import { messageOf } from '../../core/errors.ts';

/** The configuration file that is read where nothing says what to start. */
export const usualConfig = 'pod-start-slo.yml';
const usualConfigs = [usualConfig, 'pod-start-slo.yaml'];

/** The one that is there, under either ending; `.yml` goes first. */
export function findUsualConfig(): string | undefined {
  return usualConfigs.find((path) => existsSync(path));
}

const standardInput = '-';
const readProblems: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be read',
};

/** Reads a file, or standard input where it is called `-`. */
export const readTextFile: ReadText = (path) => {
  try {
    return readFileSync(path === standardInput ? 0 : path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { problem: readProblems[code] ?? messageOf(error) };
  }
};
