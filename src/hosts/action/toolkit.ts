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
  output: setOutput,
  state: getState,
  saveState,
  mask: setSecret,
  print: info,
  startGroup,
  endGroup,
  annotate: (level, title, message) => (level === 'error' ? error : warning)(message, { title }),
  async summarize(markdown) {
    await summary.addRaw(markdown).write();
  },
};

/** Where the runner has stopped reading there is nobody left to tell, but still something to delete. */
export function outliveOutput(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}
