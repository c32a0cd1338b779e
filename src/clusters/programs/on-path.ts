import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { CommandOptions } from './command.ts';

/** Where a program is that can be run by its name; null where there is none. */
export function onPath(program: string, env: CommandOptions['env']): string | null {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((each) => each !== '');
  return folders.map((folder) => resolve(join(folder, program))).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
