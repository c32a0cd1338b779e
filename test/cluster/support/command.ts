import { spawn, type ChildProcess } from 'node:child_process';

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  env?: Readonly<Record<string, string | undefined>>;
  stdin?: string;
  cwd?: string;
  /** The process is killed after this long, and `ended` rejects. */
  timeoutMs?: number;
}

export interface Started {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** What was printed so far. */
  output: () => { stdout: string; stderr: string };
}

/** Starts a program without a shell. */
export function start(program: string, args: readonly string[], options: CommandOptions = {}): Started {
  const env = { ...process.env, ...options.env };
  const cwd = options.cwd === undefined ? {} : { cwd: options.cwd };
  const child = spawn(program, [...args], { ...cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // One that has ended already does not read its input any more.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.stdin ?? '');
  const ended = endOf(child, options.timeoutMs ?? 120_000, () => ({ stdout, stderr }));
  return { child, ended, output: () => ({ stdout, stderr }) };
}

/** Runs a program to its end, whatever its exit code. */
export function run(program: string, args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  return start(program, args, options).ended;
}

function endOf(
  child: ChildProcess,
  timeoutMs: number,
  output: () => { stdout: string; stderr: string },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    let isTimeUp = false;
    const timer = setTimeout(() => {
      isTimeUp = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const { stdout, stderr } = output();
      if (isTimeUp)
        reject(
          new Error(`${child.spawnargs.join(' ')} did not end in ${timeoutMs} ms:\n${stdout}\n${stderr}`),
        );
      else resolve({ code, signal, stdout, stderr });
    });
  });
}
