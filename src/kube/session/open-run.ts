import { messageOf, PodStartSloError } from '../../core/errors.ts';
import { wellKnownResource } from '../../core/permissions/kinds.ts';
import { planNeeds } from '../../core/permissions/plan-needs.ts';
import { helperNamespaceOf } from '../../core/node-helper.ts';
import {
  createdOnce,
  neededHelper,
  startedScenarios,
  type NodeHelperPlan,
  type Plan,
} from '../../core/plan.ts';
import type { Clock, ContainerKiller, Report } from '../../core/ports.ts';
import { clusterError, type ApiClient } from '../api/api.ts';
import { Discovery } from '../api/discovery.ts';
import { checkPolicy } from '../policy/check.ts';
import { apiTransport } from '../probe/attempt/api-client-transport.ts';
import { checkPlan } from './check-plan.ts';
import { scalesTarget } from './check-scaling.ts';
import { clusterFacts } from '../nodes/cluster-facts.ts';
import { HelperImageCache } from '../nodes/helper-image-cache.ts';
import { helpersAnnotation, RunLease } from './lease.ts';
import { createNamespace, requireNamespace, waitForServiceAccount } from './namespace.ts';
import { requirePermissions } from './permissions.ts';
import type { RunContext } from './run-context.ts';
import { plannedClaims } from '../sweep/left-objects.ts';
import { KubeRunSpace } from './run-space.ts';
import { rendered } from './scenario-space.ts';
import { SetupObjects } from './setup-objects.ts';
import { workingPlace } from './working-place.ts';

export interface OpenRunOptions {
  api: ApiClient;
  clock: Clock;
  report: Report;
  plan: Plan;
  runId: string;
  /** Whether a policy may change what is not the run's own. */
  mayDisturb: boolean;
  /** The pod that this process is; no step kills it. */
  ownPod: string | null;
  /** How containers are killed in place; null: by a command in them. */
  containerKiller: ContainerKiller | null;
  /** Pods that remove images from nodes; null where that is done otherwise, or not at all. */
  nodeHelper: NodeHelperPlan | null;
  /** kind, existing … for the record. */
  provider: string;
  signal: AbortSignal;
  /** For creating and deleting what must not be left half-way. */
  cleanupSignal: AbortSignal;
}

/**
 * Checks that the run may do what it has to, and makes its namespace and lease. Leaves nothing behind when it throws.
 * @throws PodStartSloError usage or cluster
 */
export async function openRun(options: OpenRunOptions): Promise<KubeRunSpace> {
  const { api, clock, plan, runId, provider, signal } = options;
  const { measures, namespace, ownsNamespace } = workingPlace(plan, runId, api.namespace);
  await reach(api, signal);
  const hasNodeAccess = options.containerKiller !== null;
  const helperNamespace = helperNamespaceOf(options.nodeHelper, namespace);
  const place = {
    ...{ namespace, ownsNamespace, hasNodeAccess, helperNamespace },
    resourceOf: wellKnownResource,
  };
  const needs = measures ? planNeeds(plan, place) : [];
  const [{ facts, nodes }] = await Promise.all([
    clusterFacts(api, provider, signal),
    requirePermissions(api, needs, signal),
  ]);
  if (plan.namespace !== null) await requireNamespace(api, namespace, signal);
  const context: RunContext = {
    api,
    transport: apiTransport(api),
    discovery: new Discovery(api, createdOnce(plan)),
    clock,
    report: options.report,
    namespace,
    runId,
    nodes,
    inCluster: api.context === null,
    allowClusterScoped: plan.allowClusterScoped,
    seed: plan.seed,
    containerKiller: options.containerKiller,
  };
  await checkPlan(context, plan, signal);
  const { nodeHelper } = options;
  const imageCache = nodeHelper === null ? null : new HelperImageCache(context, nodeHelper, plan);
  await imageCache?.check(plan, nodeHelper?.namespace ?? plan.namespace, signal);
  if (plan.policy !== undefined)
    await checkPolicy(context, plan.policy, {
      namespace: plan.namespace ?? api.namespace,
      mayDisturb: options.mayDisturb,
      signal,
    });
  signal.throwIfAborted();
  // An interruption must not cut these two requests off: nobody would know whether there is something to delete.
  const { cleanupSignal } = options;
  const ownUid = ownsNamespace
    ? await createNamespace(api, namespace, runId, { clock, signal: cleanupSignal })
    : null;
  const lease = measures ? await openLease(context, plan, helperNamespace, cleanupSignal) : null;
  const setup = new SetupObjects(context);
  const space = new KubeRunSpace({ context, facts, setup, lease, ownUid, imageCache });
  try {
    if (measures) await waitForServiceAccount(api, namespace, clock, signal);
    await space.openSteps(plan, options);
    return space;
  } catch (error) {
    for (const message of await space.close(cleanupSignal))
      options.report({ kind: 'note', level: 'warning', message });
    throw error;
  }
}

function hasLoad(plan: Plan): boolean {
  return startedScenarios(plan).some(({ condition }) => condition?.kind === 'busy-node');
}

/** The first requests of all, which tell whether there is a cluster to talk to. @throws PodStartSloError cluster */
async function reach(api: ApiClient, signal: AbortSignal): Promise<void> {
  try {
    await api.warm({ connections: 4, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw withDoctor(clusterError(error, 'connecting to the cluster'));
  }
}

/** Of what hinders a connection `doctor` tells more than one sentence. */
function withDoctor(error: PodStartSloError): PodStartSloError {
  const { hint, ...facts } = error.facts;
  const said = 'Run "pod-start-slo doctor" for details.';
  return new PodStartSloError(
    error.code,
    error.message,
    { ...facts, hint: hint === undefined ? said : `${hint} ${said}` },
    error,
  );
}

async function openLease(
  context: RunContext,
  plan: Plan,
  helperNamespace: string | null,
  signal: AbortSignal,
): Promise<RunLease | null> {
  const { api, namespace, runId, clock, report } = context;
  const lease = new RunLease(api, namespace, runId, clock);
  try {
    const elsewhere = helperNamespace === null || helperNamespace === namespace ? null : helperNamespace;
    const notes = elsewhere === null ? {} : { [helpersAnnotation]: elsewhere };
    await lease.open(kindsOf(plan), signal, notes);
    return lease;
  } catch (error) {
    if (signal.aborted) throw error;
    const more = plan.scenarios.some(scalesTarget) ? ' or restore what it scaled' : '';
    const message = `no lease could be created (${messageOf(error)}): if this run is killed, "clean" cannot find its leftovers${more}`;
    report({ kind: 'note', level: 'warning', message });
    return null;
  }
}

/** Every kind the run makes, as `apiVersion/kind`. */
export function kindsOf(plan: Plan): string[] {
  const owner = { runId: 'none', iteration: null };
  const objects = [
    ...startedScenarios(plan).flatMap((scenario) => rendered(scenario, 'default', owner, false)),
    ...plannedClaims(startedScenarios(plan), { namespace: 'default', runId: 'none' }),
    ...createdOnce(plan),
  ];
  const kinds = objects.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`);
  const hasHelpers = neededHelper(plan) !== null;
  return [...new Set([...kinds, ...(hasLoad(plan) || hasHelpers ? ['v1/Pod'] : [])])];
}
