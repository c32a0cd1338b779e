import type { TargetPod } from '../../core/observation.ts';
import type { HealingPlan } from '../../core/plan.ts';
import type { ContainerKiller } from '../../core/ports.ts';
import { clusterError, hasStatus, type ApiClient } from '../api/api.ts';
import { execInPod, isMissing } from '../api/exec.ts';
import { resourcePath } from '../api/paths.ts';
import { isDenied } from '../session/check-objects.ts';
import type { Candidate } from './target-pod.ts';

export interface KillParts {
  api: ApiClient;
  namespace: string;
  /** Null where the tool has no hands on the nodes: then a command in the container kills it. */
  containerKiller: ContainerKiller | null;
  signal: AbortSignal;
}

/** A kill that is ready to be done. */
export interface Kill {
  /** Null when it was accepted; why not, otherwise. @throws PodStartSloError where it is not permitted */
  fire(): Promise<{ reason: string; message: string } | null>;
  release(): void;
}

/** Gets a kill ready, so that nothing but the kill itself falls into the timed part. */
export async function armKill(
  parts: KillParts,
  candidate: Candidate,
  victim: TargetPod,
  { kill }: Pick<HealingPlan, 'kill'>,
): Promise<Kill> {
  if (kill !== 'container' || victim.container === null) return deletion(parts, victim, kill === 'force');
  const { name } = victim.container;
  const id = containerId(candidate, name);
  if (parts.containerKiller === null || id === null || victim.nodeName === null)
    return await command(parts, victim, name);
  const armed = await parts.containerKiller.arm({ nodeName: victim.nodeName, id }, parts.signal);
  return {
    async fire() {
      await armed.fire();
      return null;
    },
    release: () => armed.release(),
  };
}

/** Only this very pod: a successor of the same name has another uid. */
function deletion({ api, namespace, signal }: KillParts, { uid, pod }: TargetPod, atOnce: boolean): Kill {
  const path = resourcePath({ namespace, resource: 'pods', name: pod });
  const body = {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    preconditions: { uid },
    ...(atOnce ? { gracePeriodSeconds: 0 } : {}),
  };
  return {
    async fire() {
      try {
        await api.request({ method: 'DELETE', path, body, signal });
        return null;
      } catch (error) {
        if (hasStatus(error, 404, 409))
          return { reason: 'VictimGone', message: `pod ${pod} was deleted by someone else` };
        if (isDenied(error) || !hasStatus(error, 400, 403, 422))
          throw clusterError(error, `deleting pod ${pod}`);
        return { reason: 'KillRefused', message: error.message };
      }
    },
    release: () => undefined,
  };
}

const hint =
  'killing a container in place needs get and create on pods/exec there; kill: force needs neither';

/** Ways to send a signal from within a container; not every image has both programs. */
const killers = [
  (signal: string) => ['kill', signal, '1'],
  (signal: string) => ['sh', '-c', `kill ${signal} 1`],
];

/**
 * SIGTERM to process 1, by the container's own kill program or shell, which is found beforehand with signal 0, that does
 * nothing. The kernel keeps SIGKILL from within a PID namespace away from its process 1, and SIGTERM too where that has
 * no handler for it.
 */
async function command(
  { api, namespace, signal }: KillParts,
  { pod }: TargetPod,
  container: string,
): Promise<Kill> {
  const run = (words: readonly string[]) =>
    execInPod(api, { namespace, pod, container, command: words, hint, signal });
  const missing: string[] = [];
  for (const killer of killers) {
    const tried = await run(killer('-0'));
    if (isMissing(tried)) missing.push(tried.said);
    else
      return {
        async fire() {
          await run(killer('-TERM'));
          return null;
        },
        release: () => undefined,
      };
  }
  const message = `container ${container} has neither kill nor sh, so nothing in it can kill it: ${missing.join('; ')}`;
  return {
    fire: () => Promise.resolve({ reason: 'NoKillProgram', message }),
    release: () => undefined,
  };
}

function containerId({ pod }: Candidate, container: string): string | null {
  const status = pod.status?.containerStatuses?.find(({ name }) => name === container);
  return /:\/\/(.+)$/.exec(status?.containerID ?? '')?.[1] ?? null;
}
