import type { ClusterCheckName, FactsOf } from '../../core/doctor/checks/registry.ts';
import type { Looked } from '../../core/doctor/judgement.ts';
import { seeAdmission } from './admission.ts';
import { seeClock } from './clock.ts';
import { removalsOf } from './nodes.ts';
import { seePaths } from './paths.ts';
import { demandsOf, seeQuotas } from './quota.ts';
import type { ClusterView } from './cluster-view.ts';

/** The checks that need an API server which accepts the credentials. */
export type LookName = Exclude<ClusterCheckName, 'server' | 'credentials'>;

/** How the facts of each check are seen. They run at the same time; what one needs of another is in `ClusterView`. */
export const looks: { readonly [N in LookName]: (view: ClusterView) => Promise<Looked<FactsOf<N>>> } = {
  version: ({ options: { gitVersion } }) =>
    Promise.resolve(
      gitVersion === null ? { notChecked: 'the API server does not return it' } : { facts: { gitVersion } },
    ),

  nodes: async ({ nodes, inCluster, options: { nodeHelper, plan } }) =>
    mapped(await nodes, ({ looks: each, nodes: those }) => ({
      nodes: each,
      removals: nodeHelper === null ? [] : removalsOf(those, plan, inCluster),
    })),

  async permissions(view) {
    const { ownsNamespace, namespace } = view.options.place;
    const needs = await view.needs;
    return mapped(await view.permissions, (permissions) => ({
      permissions,
      unknownKinds: 'facts' in needs ? needs.facts.unknownKinds : [],
      ownNamespace: ownsNamespace ? namespace : null,
    }));
  },

  namespace: ({ namespace }) => namespace,

  async quota(view) {
    const { api, plan, place } = view.options;
    if (place.ownsNamespace) return { notChecked: 'the run creates the namespace' };
    const quotas = await view.look('listing resourcequotas', (until) =>
      seeQuotas(api, place.namespace, until),
    );
    return mapped(quotas, (each) => ({ quotas: each, demands: demandsOf(plan, view.inCluster) }));
  },

  async admission(view) {
    const { place, ...options } = view.options;
    const home = await view.namespace;
    if ('facts' in home && home.facts.state === 'missing')
      return { notChecked: `namespace ${place.namespace} does not exist` };
    const namespace = place.ownsNamespace ? standInNamespace : place.namespace;
    const { discovery, inCluster } = view;
    const runs = await view.look('trying out the objects', (until) =>
      seeAdmission({ ...options, discovery, inCluster, namespace }, until),
    );
    return mapped(runs, (each) => ({ runs: each, isStandIn: place.ownsNamespace }));
  },

  async clock(view) {
    // Each answer narrows the difference of the clocks, so the others come first.
    await Promise.all([view.nodes, view.permissions, view.namespace]);
    return await view.look('comparing clocks', (until) => seeClock(view.options.api, until));
  },

  async paths(view) {
    const { api, plan, place } = view.options;
    const nodes = mapped(await view.nodes, ({ infos }) => infos);
    const permissions = await view.permissions;
    const question = {
      api,
      plan,
      namespace: place.namespace,
      inCluster: view.inCluster,
      nodes,
      permissions,
    };
    return await view.look('looking for paths', (until) => seePaths(question, until));
  },
};

/** Stands for a namespace that the run creates later. */
const standInNamespace = 'default';

function mapped<T, R>(looked: Looked<T>, change: (facts: T) => R): Looked<R> {
  return 'facts' in looked ? { facts: change(looked.facts) } : looked;
}
