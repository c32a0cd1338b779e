import type { Looked } from '../../core/doctor/check.ts';
import type { Examination } from '../../core/doctor/examination.ts';
import { helperNamespaceOf } from '../../core/node-helper.ts';
import { createdOnce, type NodeHelperPlan, type Plan } from '../../core/plan.ts';
import type { ApiClient } from '../api/api.ts';
import { Discovery } from '../api/discovery.ts';
import type { Target } from '../connection/kubeconfig-target.ts';
import { workingPlace, type WorkingPlace } from '../session/working-place.ts';
import { seeAdmission } from './admission.ts';
import { seeClock } from './clock.ts';
import { look } from './look.ts';
import { seeNamespace } from './namespace.ts';
import { removalsOf, seeNodes } from './nodes.ts';
import { seePaths } from './paths.ts';
import { askPermissions, seeNeeds } from './permissions.ts';
import { demandsOf, seeQuotas } from './quota.ts';
import { reach, type Reached } from './reach.ts';

export interface ExamineOptions {
  target: Target;
  plan: Plan;
  runId: string;
  /** Whether containers are killed from the nodes. */
  hasNodeAccess: boolean;
  /** Pods that would remove images from nodes. */
  nodeHelper: NodeHelperPlan | null;
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
}

/** Looks at a cluster and creates nothing. What cannot be looked at says why. @throws the signal's reason alone */
export async function examine(options: ExamineOptions): Promise<Examination> {
  const { target, plan, runId, signal } = options;
  const reached = await reach(target, options);
  const place = workingPlace(plan, runId, target.namespace);
  try {
    const { server, credentials, api } = reached;
    const seen = api === null ? unseen(reached) : await seeAll({ ...options, api, place, reached });
    signal.throwIfAborted();
    return { server, credentials, place, ...seen };
  } finally {
    await reached.close();
  }
}

type Seen = Omit<Examination, 'server' | 'credentials' | 'place'>;

/** Whoever cannot be asked, or does not know us, tells nothing more. */
function unseen({ server, credentials }: Reached): Seen {
  const isUp = server.trouble === null && 'facts' in credentials;
  const notChecked = isUp ? 'the credentials are not accepted' : 'the API server cannot be asked';
  const none = { notChecked };
  return {
    ...{ version: none, nodes: none, permissions: none, namespace: none },
    ...{ quota: none, admission: none, clock: none, paths: none },
    needs: null,
    removals: [],
  };
}

interface SeeOptions extends ExamineOptions {
  api: ApiClient;
  place: WorkingPlace;
  reached: Reached;
}

const standInNamespace = 'default';

async function seeAll(options: SeeOptions): Promise<Seen> {
  const { api, plan, place, runId, hasNodeAccess, nodeHelper, signal, reached } = options;
  const { namespace, ownsNamespace } = place;
  const helperNamespace = helperNamespaceOf(nodeHelper, namespace);
  const inCluster = api.context === null;
  const discovery = new Discovery(api, createdOnce(plan));
  const needs = await look('asking which kinds there are', signal, (until) =>
    seeNeeds({ plan, place, hasNodeAccess, helperNamespace, discovery }, until),
  );
  const [nodes, permissions, home, quotas] = await Promise.all([
    look('listing nodes', signal, (until) => seeNodes(api, until)),
    chained(needs, (seen) =>
      look('asking what is permitted', signal, (until) => askPermissions(api, seen.needs, until)),
    ),
    look(`looking at namespace ${namespace}`, signal, (until) => seeNamespace(api, place, until)),
    ownsNamespace
      ? { notChecked: 'the namespace is made for the run' }
      : look('listing resourcequotas', signal, (until) => seeQuotas(api, namespace, until)),
  ]);
  const isMissing = 'facts' in home && home.facts.state === 'missing';
  const question = { api, discovery, plan, runId, inCluster, nodeHelper };
  const infos = mapped(nodes, ({ infos: each }) => each);
  const [admission, paths] = await Promise.all([
    isMissing
      ? { notChecked: `there is no namespace ${namespace}` }
      : look('trying out the objects', signal, (until) =>
          seeAdmission({ ...question, namespace: ownsNamespace ? standInNamespace : namespace }, until),
        ),
    look('looking for paths', signal, (until) =>
      seePaths({ api, plan, namespace, inCluster, nodes: infos, permissions }, until),
    ),
  ]);
  const { gitVersion } = reached;
  return {
    version:
      gitVersion === null ? { notChecked: 'the API server does not tell it' } : { facts: { gitVersion } },
    nodes: mapped(nodes, ({ looks }) => looks),
    removals: nodeHelper !== null && 'facts' in nodes ? removalsOf(nodes.facts.nodes, plan, inCluster) : [],
    permissions: mapped(permissions, (each) => ({
      permissions: each,
      unknownKinds: 'facts' in needs ? needs.facts.unknownKinds : [],
      ownNamespace: ownsNamespace ? namespace : null,
    })),
    namespace: home,
    quota: mapped(quotas, (each) => ({ quotas: each, demands: demandsOf(plan, inCluster) })),
    admission: mapped(admission, (runs) => ({ runs, isStandIn: ownsNamespace })),
    clock: await look('comparing clocks', signal, (until) => seeClock(api, until)),
    paths,
    needs: 'facts' in needs ? needs.facts.needs : null,
  };
}

function mapped<T, R>(looked: Looked<T>, change: (facts: T) => R): Looked<R> {
  return 'facts' in looked ? { facts: change(looked.facts) } : looked;
}

async function chained<T, R>(looked: Looked<T>, next: (facts: T) => Promise<Looked<R>>): Promise<Looked<R>> {
  return 'facts' in looked ? await next(looked.facts) : looked;
}
