import { anyOf, type ClusterKind, type CreatedCluster } from './cluster-names.ts';
import type { Problem } from './errors.ts';

/** Something that may be there; `trouble` says why it cannot be used. */
export interface Availability {
  trouble: string | null;
}

/** What `--cluster auto` has seen of the machine it runs on. */
export interface AutoFacts {
  /** Kubeconfig or context that the user has named; null for none. */
  named: string | null;
  /** What a kubeconfig that lies around, or the service account of a pod, leads to; null for nothing. */
  found: FoundCluster | null;
  /** Containers can be run: docker, podman, nerdctl. */
  engine: Availability & { name: string };
  /** The clusters that can be created, in the order of preference. */
  created: readonly Creatable[];
}

/** Trouble: its program is not installed, and cannot be downloaded. */
export interface Creatable extends Availability {
  name: CreatedCluster;
  /** How its program comes to be here, for people. */
  found: 'is installed' | 'can be downloaded';
  /** Whether it is certain that its nodes are containers. */
  needsEngine: boolean;
}

export interface FoundCluster {
  /** Name of the context; null inside a pod. */
  context: string | null;
  /** Known by the name that a tool gives, at an address that no other machine's cluster has. */
  isOfThisMachine: boolean;
  /** Null where nobody has asked: only a cluster of this machine is. */
  trouble: string | null;
}

/** What was taken, and a line that tells it. */
export interface Auto {
  kind: ClusterKind;
  told: string;
}

/** What was taken, in words; or everything that was looked for, and how to have it. */
export type AutoChoice = { kind: ClusterKind; why: string } | { problems: readonly Problem[] };

/**
 * Chooses a cluster. One that the user has named comes first, then one of this machine, then one that is made. A
 * cluster that merely can be reached is never taken: nobody has said that it is not production.
 */
export function chooseCluster(facts: AutoFacts): AutoChoice {
  const { named, found, engine, created } = facts;
  if (named !== null) return { kind: 'existing', why: `${named} is named` };
  if (found?.isOfThisMachine === true && found.trouble === null)
    return {
      kind: 'existing',
      why: `context ${found.context ?? ''} is a cluster of this machine, and answers`,
    };
  const usable = created.findIndex(
    ({ trouble, needsEngine }) => trouble === null && (!needsEngine || engine.trouble === null),
  );
  const chosen = created[usable];
  if (chosen === undefined) return { problems: problemsOf(facts) };
  const withEngine = chosen.needsEngine ? ` and ${engine.name} works here` : '';
  const better = created.slice(0, usable).map(({ name }) => name);
  const why = [
    `${chosen.name} ${chosen.found}${withEngine}`,
    ...(better.length === 0 ? [] : [`${anyOf(better)} cannot be used`]),
    ...(found === null ? [] : [passedOver(found)]),
  ];
  return { kind: chosen.name, why: why.join('; ') };
}

function passedOver(found: FoundCluster): string {
  if (found.isOfThisMachine) return `context ${found.context ?? ''} was passed over: ${found.trouble ?? ''}`;
  const which = found.context === null ? 'the cluster of this pod' : `context ${found.context}`;
  return `${which} was passed over: auto takes no cluster that others may use`;
}

function problemsOf({ found, engine, created }: AutoFacts): Problem[] {
  const asked = { field: '--cluster', value: 'auto' };
  const creating = [
    { ...engine, fix: `start or install ${engine.name}` },
    ...created.map(({ name, trouble }) => ({ name, trouble, fix: `install ${name}` })),
  ];
  return [
    {
      ...asked,
      message: found === null ? 'there is no kubeconfig of a cluster of this machine' : passedOver(found),
      fix: 'name a cluster with --kubeconfig or --context, or say --cluster existing',
    },
    ...creating.flatMap(({ name, trouble, fix }) =>
      trouble === null ? [] : [{ ...asked, message: `${name}: ${trouble}`, fix }],
    ),
  ];
}
