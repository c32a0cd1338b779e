import type { StartedCluster } from '../clusters/provider.ts';
import type { Plan } from '../core/plan.ts';
import type { Clock, Report } from '../core/ports.ts';
import { openRun } from '../kube/session/open-run.ts';
import { sweepRun } from '../kube/sweep/sweep-run.ts';
import { planSession } from '../run/watch/plan-session.ts';
import type { WatchSessions, WatchEvent, WatchSession } from '../run/watch/ports.ts';
import { restoredLines } from './shared/restored-lines.ts';
import { connectTo, newRunId, nodeTools, ownPodOf, type Environment } from './start-run.ts';

export interface SessionsDeps {
  plan: Plan;
  started: StartedCluster;
  provider: string;
  /** Whether what was there before may be changed and deleted where the policy says so. */
  mayDisturb: boolean;
  clock: Clock;
  env: Environment;
  tell: (event: WatchEvent) => void;
  signal: AbortSignal;
  cleanupSignal: AbortSignal;
}

/** Places in a cluster for the scenarios of a plan. Each connects anew, and so with the credentials there are by then. */
export function watchSessions(deps: SessionsDeps): WatchSessions {
  return {
    newRunId,
    open: (runId, signal) => open(runId, signal, deps),
    async sweep(runId, signal) {
      const api = await connectTo(deps.started, deps.env, signal);
      try {
        const swept = await sweepRun(api, deps.plan, runId, { clock: deps.clock, signal });
        for (const message of restoredLines(swept)) deps.tell({ kind: 'note', level: 'info', message });
        return swept;
      } finally {
        await api.close();
      }
    },
  };
}

async function open(runId: string, signal: AbortSignal, deps: SessionsDeps): Promise<WatchSession> {
  const { plan, started, provider, clock, env, tell, cleanupSignal } = deps;
  const api = await connectTo(deps.started, deps.env, signal);
  try {
    const { imageCache, ...tools } = nodeTools(started, api, { plan, env });
    const report: Report = (event) => {
      if (event.kind === 'note' || event.kind === 'via') tell(event);
    };
    const { mayDisturb } = deps;
    const ownPod = ownPodOf(api.context, env);
    const options = { api, clock, report, plan, runId, provider, mayDisturb, ownPod, ...tools };
    const space = await openRun({ ...options, signal, cleanupSignal });
    const removal = imageCache ?? space.imageCache;
    return await planSession(plan, { clock, space, imageCache: removal, tell, signal, cleanupSignal });
  } catch (error) {
    await api.close();
    throw error;
  }
}
