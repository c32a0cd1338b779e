import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { programEnvironment } from '../../core/child-environment.ts';
import { PodStartSloError } from '../../core/errors.ts';
import type { ArmedKill, ContainerKiller } from '../../core/ports.ts';
import type { CommandOptions } from '../programs/command.ts';
import { signalGroup } from '../programs/end-group.ts';
import { inContainer } from './node-program.ts';

/**
 * Run in the node. The process is looked up beforehand and checked to be the container's, and the shell then waits for a
 * line: what is timed is a signal of the kernel, not docker, crictl and the runtime being asked for one. SIGKILL from
 * outside its PID namespace ends even a container's process 1.
 */
const script = `
pid=$(crictl inspect --output go-template --template '{{.info.pid}}' "$1") || exit 3
grep -q "$1" "/proc/$pid/cgroup" || exit 4
echo armed
read -r word && [ "$word" = kill ] || exit 0
kill -KILL "$pid" || exit 5
while [ -d "/proc/$pid" ] && ! grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null; do sleep 0.001; done
echo killed
`;

const armWithinMs = 15_000;

/** Kills containers on nodes that are containers here, of this engine: docker or podman. */
export function containerKiller(env: CommandOptions['env'], engine: string): ContainerKiller {
  return {
    async arm({ nodeName, id }, signal) {
      const [program, args] = inContainer(engine, nodeName, ['sh', '-c', script, 'sh', id], ['-i']);
      const child = spawn(program, args, {
        env: programEnvironment(env),
        stdio: ['pipe', 'pipe', 'pipe'],
        // A group of its own: Ctrl-C reaches us alone.
        detached: true,
      });
      const talk = new Talk(child, `container ${id.slice(0, 12)} on node ${nodeName}`);
      const limit = AbortSignal.any([signal, AbortSignal.timeout(armWithinMs)]);
      await talk.hear('armed', limit);
      return armed(child, talk, signal);
    },
  };
}

function armed(child: ChildProcess, talk: Talk, signal: AbortSignal): ArmedKill {
  return {
    async fire() {
      child.stdin?.end('kill\n');
      await talk.hear('killed', signal);
    },
    release: () => void child.stdin?.end(),
  };
}

/** What the script says, line by line. */
class Talk {
  readonly #heard = new Set<string>();
  readonly #child: ChildProcess;
  readonly #what: string;
  #said = '';
  #ended: PodStartSloError | null = null;
  #onChange: () => void = () => undefined;

  constructor(child: ChildProcess, what: string) {
    this.#child = child;
    this.#what = what;
    child.stdin?.on('error', () => undefined);
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.#heard.add(line);
        this.#onChange();
      });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-500);
    });
    child.on('error', (error) => this.#end(error.message, error));
    child.on('close', (code) =>
      this.#end(`exit code ${code ?? 'unknown'}${this.#said === '' ? '' : `: ${this.#said.trim()}`}`),
    );
  }

  /** Resolves at this line. @throws PodStartSloError cluster where it never comes; the signal's reason */
  async hear(line: string, signal: AbortSignal): Promise<void> {
    const giveUp = (): void => {
      // By force: the script in the node ends when its input does, and nobody waits for more here.
      signalGroup(this.#child.pid, 'SIGKILL');
      this.#onChange();
    };
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      while (!this.#heard.has(line)) {
        signal.throwIfAborted();
        if (this.#ended !== null) throw this.#ended;
        await new Promise<void>((resolve) => {
          this.#onChange = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  #end(how: string, cause?: unknown): void {
    this.#ended ??= new PodStartSloError('cluster', `${this.#what} cannot be killed: ${how}`, {}, cause);
    this.#onChange();
  }
}
