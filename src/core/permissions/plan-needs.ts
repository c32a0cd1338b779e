import { experimentOf } from '../experiments/registry.ts';
import { startedScenarios, type Plan, type Scenario } from '../plan.ts';
import type { ResourceOf } from './kinds.ts';
import { disturbedPlural, madeKinds, makesClaims } from './made-objects.ts';
import { distinctNeeds, leaseNeeds, needsOn, type Need } from './need.ts';
import { wayNeeds } from './way-needs.ts';

export interface NeedsOptions {
  /** Where the run works; its own namespace has a name as well before it is made. */
  namespace: string;
  /** Whether that namespace is made for the run. */
  ownsNamespace: boolean;
  /** Whether containers are killed from the nodes, without the API server. */
  hasNodeAccess: boolean;
  /** Where the pods are that remove images from nodes; null where no pods do. */
  helperNamespace: string | null;
  resourceOf: ResourceOf;
}

/**
 * Everything that a run of the plan's measured scenarios asks an API server for: the one list behind the check before a
 * run, `doctor`, and the Roles in docs/permissions.md. What a policy does step by step is in ../steps/needs.ts.
 */
export function planNeeds(plan: Plan, options: NeedsOptions): Need[] {
  const { namespace } = options;
  return distinctNeeds([
    ...namespaceNeeds(options),
    ...madeNeeds(plan, options),
    ...observing(namespace),
    ...startedScenarios(plan).flatMap((scenario) => scenarioNeeds(scenario, options)),
    ...helperNeeds(options),
    ...wayNeeds(plan, namespace),
    ...usefulNeeds(plan, namespace),
  ]);
}

function namespaceNeeds({ namespace, ownsNamespace }: NeedsOptions): Need[] {
  if (ownsNamespace)
    return [
      ...needsOn('', 'namespaces', ['create', 'delete'], {
        namespace: null,
        level: 'required',
        why: 'the namespace of the run; --namespace names one that is there',
      }),
    ];
  return needsOn('', 'namespaces', ['get'], {
    namespace,
    name: namespace,
    level: 'useful',
    why: 'a missing or terminating namespace is only noticed when the first request in it fails',
  });
}

function madeNeeds(plan: Plan, { namespace, resourceOf }: NeedsOptions): Need[] {
  return madeKinds(plan).flatMap((kind) => {
    const resource = resourceOf(kind);
    if (resource === null) return [];
    return needsOn(resource.group, resource.plural, ['create', 'get', 'delete'], {
      namespace: resource.namespaced ? namespace : null,
      level: 'required',
      why: `a ${kind.kind} is created and deleted`,
    });
  });
}

function observing(namespace: string): Need[] {
  const purpose = { namespace, level: 'required' } as const;
  return [
    ...needsOn('', 'pods', ['list', 'watch'], { ...purpose, why: 'pods are watched while they start' }),
    ...needsOn('discovery.k8s.io', 'endpointslices', ['list', 'watch'], {
      ...purpose,
      why: 'only the own pods of a start may answer for it',
    }),
  ];
}

function scenarioNeeds(scenario: Scenario, options: NeedsOptions): Need[] {
  const purpose = { namespace: options.namespace, level: 'required' } as const;
  const { workload, podLogs, condition } = scenario;
  return [
    ...experimentNeeds(scenario, options),
    ...(workload.kind === 'target'
      ? needsOn('', 'services', ['get'], { ...purpose, why: 'its Service is read' })
      : []),
    ...(makesClaims(scenario) ? claimNeeds(options.namespace) : []),
    ...(podLogs ? needsOn('', 'pods/log', ['get'], { ...purpose, why: '--pod-logs was passed' }) : []),
    ...(condition?.kind === 'busy-node'
      ? needsOn('', 'nodes', ['list'], {
          ...purpose,
          namespace: null,
          why: 'busy-node: which nodes to keep busy',
        })
      : []),
  ];
}

/** Claims that a StatefulSet's controller has made are deleted by the run, since nothing else deletes them. */
function claimNeeds(namespace: string): Need[] {
  return [
    ...needsOn('', 'persistentvolumeclaims', ['get', 'delete'], {
      namespace,
      level: 'required',
      why: 'the claims of a StatefulSet are deleted with each start',
    }),
    ...needsOn('', 'persistentvolumes', ['get'], {
      namespace: null,
      level: 'useful',
      why: 'a volume that is retained, and can be bound once only, is taken for one that is provisioned for each start',
    }),
  ];
}

/** What it takes to remove images by pods on the nodes. */
export function helperNeeds({ helperNamespace: namespace }: Pick<NeedsOptions, 'helperNamespace'>): Need[] {
  if (namespace === null) return [];
  const purpose = { namespace, level: 'required' } as const;
  return [
    ...needsOn('', 'pods', ['create', 'get', 'delete'], {
      ...purpose,
      why: 'a node helper is created and deleted',
    }),
    ...needsOn('', 'pods/exec', ['get', 'create'], { ...purpose, why: 'it runs the commands of the node' }),
    ...needsOn('', 'nodes', ['list'], {
      ...purpose,
      namespace: null,
      why: 'from which nodes images are to be removed',
    }),
  ];
}

/** What the experiment does to its workload, and what it takes to wait for that to be complete first. */
function experimentNeeds(scenario: Scenario, { namespace, hasNodeAccess }: NeedsOptions): Need[] {
  const experiment = experimentOf(scenario);
  const plural = disturbedPlural(scenario);
  const own = experiment.needs(scenario, { namespace, hasNodeAccess, plural });
  if (experiment.disturbs === null) return own;
  const purpose = { namespace, level: 'required' } as const;
  return [
    ...needsOn('apps', plural, ['get'], { ...purpose, why: 'how many pods the workload wants' }),
    // Pods of a workload that the run creates are deleted at the end where they go slowly.
    ...(scenario.workload.kind === 'target'
      ? []
      : needsOn('', 'pods', ['delete'], { ...purpose, why: 'pods are killed' })),
    ...own,
  ];
}

function usefulNeeds(plan: Plan, namespace: string): Need[] {
  const useful = { namespace, level: 'useful' } as const;
  const nodes =
    'the report names no nodes, and a start on a node that went NotReady counts as one without answer';
  return [
    ...needsOn('', 'nodes', ['get', 'list'], { ...useful, namespace: null, why: nodes }),
    ...needsOn('', 'events', ['list', 'watch'], {
      ...useful,
      why: 'phases inside the node are unknown, and why a controller creates no pods',
    }),
    ...(startedScenarios(plan).some(({ probe }) => probe.askPod)
      ? needsOn('', 'pods/proxy', ['get'], {
          ...useful,
          why: 'application start and routing cannot be told apart',
        })
      : []),
    ...needsOn('', 'serviceaccounts', ['get'], {
      ...useful,
      name: 'default',
      why: 'in a namespace that was just created, the first start may be refused',
    }),
    ...leaseNeeds(namespace),
  ];
}
