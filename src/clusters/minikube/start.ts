import { PodStartSloError } from '../../core/errors.ts';
import { runCommand } from '../programs/command.ts';
import type { ProgramOptions } from '../provider.ts';

export interface MinikubeStart {
  name: string;
  /** null is what minikube takes. */
  driver: string | null;
  /** null is minikube's own default. */
  kubernetesVersion: string | null;
  /** More flags of `minikube start`: `--memory=4g`. */
  args: readonly string[];
  waitMs: number;
}

/** What a measurement needs; its own default leaves out the account of pods and the node itself. */
const waitedFor = ['apiserver', 'system_pods', 'default_sa', 'node_ready'];

/** Arguments of `minikube` that make a cluster. What the user adds comes last, and so wins. */
export function startArgs({ name, driver, kubernetesVersion, args, waitMs }: MinikubeStart): string[] {
  return [
    ...['start', '--profile', name, '--interactive=false', '--output=json'],
    ...[`--wait=${waitedFor.join(',')}`, `--wait-timeout=${Math.ceil(waitMs / 1000)}s`],
    ...(driver === null ? [] : [`--driver=${driver}`]),
    ...(kubernetesVersion === null ? [] : [`--kubernetes-version=${kubernetesVersion}`]),
    ...args,
  ];
}

/** What minikube tells in a line of its output with `--output=json`. */
export interface MinikubeEvent {
  kind: string;
  message: string;
  advice: string;
  /** Set in the event with which it ends: `PROVIDER_DOCKER_NOT_FOUND`. */
  reason: string;
}

/** Null for a line that is none. */
export function eventIn(line: string): MinikubeEvent | null {
  try {
    const { type, data } = JSON.parse(line) as { type: string; data: Record<string, string | undefined> };
    const { message = '', advice = '', exitcode = '', name = '' } = data;
    return {
      kind: type.slice(type.lastIndexOf('.') + 1),
      message: message.trim(),
      advice: advice.trim(),
      reason: exitcode === '' ? '' : name,
    };
  } catch {
    return null;
  }
}

/** Makes a cluster and waits until its node is Ready. @throws PodStartSloError cluster, with minikube's own advice */
export async function startMinikube(
  start: MinikubeStart,
  options: ProgramOptions,
  onStep: (step: string) => void,
): Promise<void> {
  const errors: MinikubeEvent[] = [];
  const onOutputLine = (line: string): void => {
    const event = eventIn(line);
    if (event?.kind === 'step') onStep(event.message);
    if (event?.kind === 'error') errors.push(event);
  };
  try {
    await runCommand(options.program, startArgs(start), { ...options, onOutputLine });
  } catch (error) {
    throw options.signal.aborted ? error : explain(errors, error);
  }
}

/** minikube says why on its standard output; of its errors the last with a reason is the one it ended with. */
export function explain(errors: readonly MinikubeEvent[], failure: unknown): unknown {
  const error = errors.findLast(({ reason }) => reason !== '') ?? errors.at(-1);
  if (error === undefined) return failure;
  const what = [error.reason, error.message].filter((part) => part !== '').join(': ');
  const facts = error.advice === '' ? {} : { hint: error.advice.replaceAll(/\s*\n\s*/g, ' ') };
  return new PodStartSloError('cluster', `minikube start failed: ${what}`, facts, failure);
}
