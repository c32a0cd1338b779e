import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { programEnvironment } from '../../core/child-environment.ts';
import { PodStartSloError } from '../../core/errors.ts';
import { endGroup } from './end-group.ts';

export interface CommandOptions {
  signal: AbortSignal;
  env: Readonly<Record<string, string | undefined>>;
  /** Called with every line of the command's standard error, where kind tells its progress. */
  onLine?: (line: string) => void;
  /** Called with every line of its standard output, where minikube tells its progress. */
  onOutputLine?: (line: string) => void;
}

const keptLines = 40;
/** What a program has left in the background may keep its output open for ever. */
const openAfterExitMs = 2000;

/**
 * Runs a program with an argument list (no shell ever sees it) and resolves with its standard output.
 * @throws PodStartSloError cluster when it is not there, or ends with another code than 0: its last lines are the hint
 */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    // A group of its own: Ctrl-C reaches us alone, and we end the child when we are ready to clean up after it.
    const child = spawn(program, args, {
      env: programEnvironment(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    const lastLines: string[] = [];
    const abort = (): void => void endGroup(child.pid);
    options.signal.addEventListener('abort', abort, { once: true });
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    if (options.onOutputLine !== undefined)
      createInterface({ input: child.stdout }).on('line', options.onOutputLine);
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      for (const line of chunk.split('\n').filter((each) => each.trim() !== '')) {
        lastLines.push(line);
        if (lastLines.length > keptLines) lastLines.shift();
        options.onLine?.(line);
      }
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      options.signal.removeEventListener('abort', abort);
      reject(
        error.code === 'ENOENT'
          ? notInstalled(program, error)
          : new PodStartSloError('cluster', error.message, {}, error),
      );
    });
    child.once('exit', () => {
      // After the timer comes what is still in the pipes, and then they are closed.
      const timer = setTimeout(() => setImmediate(() => closeOutput(child)), openAfterExitMs);
      child.once('close', () => clearTimeout(timer));
    });
    child.on('close', (code, signalName) => {
      options.signal.removeEventListener('abort', abort);
      if (options.signal.aborted) reject(options.signal.reason as Error);
      else if (code === 0) resolve(output);
      else reject(failed(program, args, code === null ? String(signalName) : `exit code ${code}`, lastLines));
    });
    if (options.signal.aborted) abort();
  });
}

function closeOutput({ stdout, stderr }: ChildProcess): void {
  stdout?.destroy();
  stderr?.destroy();
}

function notInstalled(program: string, cause: unknown): PodStartSloError {
  const hint = `install ${program} and put it on the PATH, or use --cluster existing`;
  return new PodStartSloError('cluster', `${program} is not installed`, { hint }, cause);
}

function failed(
  program: string,
  args: readonly string[],
  how: string,
  lines: readonly string[],
): PodStartSloError {
  const said = lines.length === 0 ? '' : `:\n  ${lines.join('\n  ')}`;
  return new PodStartSloError('cluster', `${program} ${args.slice(0, 2).join(' ')} failed (${how})${said}`);
}
