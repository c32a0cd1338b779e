import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
  ENAMETOOLONG: 'is too long for a path: is it the content of the file?',
};

/** Reads a file, or standard input where it is called `-`. */
export const readTextFile: ReadText = (path) => {
  try {
    return readFileSync(path === standardInput ? 0 : path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // The system's own message repeats the path, which may be a secret that was meant to be in the file.
    const problem = readProblems[code] ?? (code === '' ? messageOf(error) : `cannot be read (${code})`);
    return code === 'EISDIR' ? { problem, files: filesIn(path) } : { problem };
  }
};

/** Names of the files in a folder; none where it may not be listed. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
