import type { CommandOptions } from './command.ts';
import { onPath } from './on-path.ts';

/** What makes the containers that are kind's nodes. All of them understand `exec`, `run`, `ps` and `rm` alike. */
export type ContainerEngine = (typeof engines)[number];

/** In the order in which kind looks for one (pkg/cluster/provider.go). */
const engines = ['docker', 'nerdctl', 'podman'] as const;

/** kind's own switch, which it reads from the same environment (pkg/internal/runtime/runtime.go). */
const chosenBy = 'KIND_EXPERIMENTAL_PROVIDER';

/** The engine that kind uses in this environment; docker where there is none, so that its absence is what is told. */
export function containerEngine(env: CommandOptions['env']): ContainerEngine {
  const chosen = engines.find((engine) => engine === env[chosenBy]);
  return chosen ?? engines.find((engine) => onPath(engine, env) !== null) ?? 'docker';
}
