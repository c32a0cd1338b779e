import type { Looks } from '../../core/doctor/checks/registry.ts';
import type { Examination } from '../../core/doctor/examination.ts';
import { workingPlace } from '../session/working-place.ts';
import type { ExamineOptions } from './examine-options.ts';
import { looks, type LookName } from './looks.ts';
import { reach, type Reached } from './reach.ts';
import { ClusterView } from './cluster-view.ts';

/** Examines a cluster and creates nothing. What cannot be examined says why. @throws only the signal's reason */
export async function examine(options: ExamineOptions): Promise<Examination> {
  const { target, plan, runId, signal } = options;
  const reached = await reach(target, options);
  const place = workingPlace(plan, runId, target.namespace);
  try {
    const { api, server, credentials, gitVersion } = reached;
    const view = api === null ? null : new ClusterView({ ...options, api, place, gitVersion });
    const seen = view === null ? unseen(reached) : await seeAll(view);
    const needs = (await view?.needs) ?? null;
    signal.throwIfAborted();
    return {
      looks: { ...seen, server: { facts: server }, credentials },
      needs: needs !== null && 'facts' in needs ? needs.facts.needs : null,
      place,
    };
  } finally {
    await reached.close();
  }
}

const names = Object.keys(looks) as LookName[];

async function seeAll(view: ClusterView): Promise<Looks<LookName>> {
  const seen = await Promise.all(names.map(async (name) => [name, await looks[name](view)] as const));
  return Object.fromEntries(seen) as Looks<LookName>;
}

/** A server that does not answer, or does not accept the credentials, tells nothing more. */
function unseen({ server, credentials }: Reached): Looks<LookName> {
  const isUp = server.trouble === null && 'facts' in credentials;
  const notChecked = isUp ? 'the credentials are not accepted' : 'the API server cannot be reached';
  return Object.fromEntries(names.map((name) => [name, { notChecked }])) as Looks<LookName>;
}
