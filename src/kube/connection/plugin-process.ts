import { spawn } from 'node:child_process';
import { pluginEnvironment, type Environment } from '../../core/child-environment.ts';

export interface PluginProcessOptions {
  /** Of this process: a plugin is given what it may need of it. */
  env: Environment;
  /** What the kubeconfig names besides. */
  own: Readonly<Record<string, string>>;
  signal: AbortSignal;
  timeoutMs: number;
}

/** Code of a failure: a plugin printed more than a credential can be. */
export const tooMuchOutput = 'too-much-output';
const mostOutput = 1024 * 1024;
/** What a plugin has left in the background may keep its output open for ever. */
const openAfterExitMs = 2000;

/** A plugin that did not end well: by its own exit code, a code of Node's, because it took or printed too much. What it
 * printed is not kept: that may be a token. */
export class PluginFailure extends Error {
  readonly killed: boolean;
  readonly code: string | number | null;

  constructor(killed: boolean, code: string | number | null) {
    super('the plugin failed');
    this.killed = killed;
    this.code = code;
  }
}

/**
 * Runs a credential plugin and resolves with its standard output. It leads a process group of its own, which is killed
 * as a whole when it takes too long or the run is interrupted: a plugin that hangs may listen to nothing softer.
 * @throws PluginFailure; the signal's reason when aborted
 */
export function runPlugin(
  command: string,
  args: readonly string[],
  { env, own, signal, timeoutMs }: PluginProcessOptions,
): Promise<string> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...pluginEnvironment(env), ...own },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    let [stdout, isLate] = ['', false];
    const close = (): void => {
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const kill = (): void => {
      killGroup(child.pid);
      close();
    };
    const limit = setTimeout(() => {
      isLate = true;
      kill();
    }, timeoutMs);
    signal.addEventListener('abort', kill, { once: true });
    const end = (): void => {
      clearTimeout(limit);
      signal.removeEventListener('abort', kill);
    };
    // Nobody answers questions here; a plugin that asks should see the end of its input instead of waiting.
    child.stdin.on('error', () => undefined).end();
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (stdout.length > mostOutput) kill();
    });
    child.stderr.resume();
    child.once('error', (error: NodeJS.ErrnoException) => {
      end();
      reject(new PluginFailure(false, error.code ?? null));
    });
    child.once('exit', () => {
      const timer = setTimeout(() => setImmediate(close), openAfterExitMs);
      child.once('close', () => clearTimeout(timer));
    });
    child.once('close', (code) => {
      end();
      if (signal.aborted) reject(signal.reason as Error);
      else if (code === 0 && !isLate) resolve(stdout);
      else reject(new PluginFailure(isLate, stdout.length > mostOutput ? tooMuchOutput : code));
    });
  });
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
