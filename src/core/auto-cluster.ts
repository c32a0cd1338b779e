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
  /** Installed, or can be downloaded. */
  kind: Availability;
  minikube: Availability;
  k3d: Availability;
}

export interface FoundCluster {
  /** Name of the context; null inside a pod. */
  context: string | null;
  server: string;
  /** Null where nobody has asked: only a cluster of this machine is. */
  trouble: string | null;
}

export type AutoKind = 'existing' | 'kind' | 'minikube' | 'k3d';

/** What was taken, and a line that tells it. */
export interface Auto {
  kind: AutoKind;
  told: string;
}

/** What was taken, in words; or everything that was looked for, and how to have it. */
export type AutoChoice = { kind: AutoKind; why: string } | { problems: readonly Problem[] };

/**
 * Chooses a cluster. One that the user has named comes first, then one of this machine, then one that is made. A
 * cluster that merely can be reached is never taken: nobody has said that it is not production.
 */
export function chooseCluster(facts: AutoFacts): AutoChoice {
  const { named, found, engine, kind, minikube, k3d } = facts;
  if (named !== null) return { kind: 'existing', why: `${named} is named` };
  if (found !== null && isOfThisMachine(found) && found.trouble === null)
    return {
      kind: 'existing',
      why: `context ${found.context ?? ''} is a cluster of this machine, and answers`,
    };
  const passed = found === null ? '' : `; ${passedOver(found)}`;
  const made = (name: AutoKind, why: string): AutoChoice => ({ kind: name, why: `${why}${passed}` });
  if (engine.trouble === null && kind.trouble === null)
    return made('kind', `a cluster can be made, since ${engine.name} works here`);
  if (minikube.trouble === null) return made('minikube', `minikube is installed, and kind cannot be used`);
  if (engine.trouble === null && k3d.trouble === null)
    return made('k3d', `k3d is installed and ${engine.name} works here, and there is no kind`);
  return { problems: problemsOf(facts) };
}

/** By the names that these programs give, at an address that no other machine's cluster has. */
export function isOfThisMachine({ context, server }: Pick<FoundCluster, 'context' | 'server'>): boolean {
  const { hostname } = new URL(server);
  if (/^(kind|k3d)-./.test(context ?? '')) return isLoopback(hostname) || hostname === '0.0.0.0';
  // The node of minikube has an address of a network of this machine's.
  return context === 'minikube' && (isLoopback(hostname) || /^192\.168(\.\d+){2}$/.test(hostname));
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function passedOver(found: FoundCluster): string {
  if (isOfThisMachine(found)) return `context ${found.context ?? ''} was passed over: ${found.trouble ?? ''}`;
  const which = found.context === null ? 'the cluster of this pod' : `context ${found.context}`;
  return `${which} was passed over: auto takes no cluster that others may use`;
}

function problemsOf({ found, engine, kind, minikube, k3d }: AutoFacts): Problem[] {
  const field = '--cluster';
  const value = 'auto';
  const making = [
    [engine.name, engine, `start or install ${engine.name}`],
    ['kind', kind, 'install kind'],
    ['minikube', minikube, 'install minikube'],
    ['k3d', k3d, 'install k3d'],
  ] as const;
  return [
    {
      ...{ field, value },
      message: found === null ? 'there is no kubeconfig of a cluster of this machine' : passedOver(found),
      fix: 'name a cluster with --kubeconfig or --context, or say --cluster existing',
    },
    ...making.flatMap(([name, { trouble }, fix]) =>
      trouble === null ? [] : [{ field, value, message: `${name}: ${trouble}`, fix }],
    ),
  ];
}
