import {
  endGroup,
  error,
  getInput,
  getState,
  info,
  saveState,
  setOutput,
  setSecret,
  startGroup,
  summary,
  warning,
} from '@actions/core';
import { statSync, truncateSync } from 'node:fs';

/** What this action uses of the runner; the real one is @actions/core's. Only log.ts prints. */
export interface Toolkit {
  input: (name: string) => string;
  output: (name: string, value: string) => void;
  state: (name: string) => string;
  saveState: (name: string, value: string) => void;
  mask: (secret: string) => void;
  /** Prints as it is: whoever calls sees to it that no line is a command. */
  print: (line: string) => void;
  startGroup: (title: string) => void;
  endGroup: () => void;
  annotate: (level: 'error' | 'warning', title: string, message: string) => void;
  summarize: (markdown: string) => Promise<void>;
}

export const toolkit: Toolkit = {
  input: (name) => getInput(name),
  output: (name, value) => wholly('GITHUB_OUTPUT', () => setOutput(name, value)),
  state: getState,
  saveState: (name, value) => wholly('GITHUB_STATE', () => saveState(name, value)),
  mask: setSecret,
  print: info,
  startGroup,
  endGroup,
  annotate: (level, title, message) => (level === 'error' ? error : warning)(message, { title }),
  async summarize(markdown) {
    await wholly('GITHUB_STEP_SUMMARY', () => summary.addRaw(markdown).write());
  },
};

/**
 * Appends to a file that the runner reads after the step, all of it or nothing: half an entry, which is what a full disk
 * takes, makes the runner fail the step.
 */
function wholly<T>(variable: string, append: () => T): T {
  const file = process.env[variable] ?? '';
  const sizeBefore = sizeOf(file);
  const takeBack = (error: unknown): never => {
    if (sizeBefore !== null) truncateSync(file, sizeBefore);
    throw error;
  };
  try {
    const appended = append();
    return appended instanceof Promise ? (appended.catch(takeBack) as T) : appended;
  } catch (error) {
    return takeBack(error);
  }
}

/** Bytes of a file; null where there is none, or what has its name is no file. */
function sizeOf(path: string): number | null {
  try {
    const found = statSync(path);
    return found.isFile() ? found.size : null;
  } catch {
    return null;
  }
}
