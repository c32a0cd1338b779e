import { describeNeed } from '../../permissions/need.ts';
import { info, judgedBy, problem, warning, type Judgement } from '../judgement.ts';
import type { Finding } from '../finding.ts';
import type { Permission } from '../permission.ts';

export interface PermissionFacts {
  permissions: readonly Permission[];
  /** Kinds in manifests that the cluster does not know, whose rights could not be checked. */
  unknownKinds: readonly string[];
  /** Namespace that the run creates; null if one is named. */
  ownNamespace: string | null;
}

/** The missing rights, grouped by namespace. A run works without the useful ones. */
export function checkPermissions({ permissions, unknownKinds, ownNamespace }: PermissionFacts): Judgement {
  const missing = permissions.filter(({ allowed }) => !allowed);
  const required = missing.filter(({ level }) => level === 'required');
  const all = permissions.filter(({ level }) => level === 'required');
  const placeOf = ({ namespace }: Permission): string => whereOf(namespace, ownNamespace);
  return judgedBy(`${all.length - required.length} of ${all.length} required rights`, [
    ...[...Map.groupBy(required, placeOf)].map(([place, those]) => refused(place, those)),
    ...unknownKinds.map(unknown),
    // The check of the paths reports which of them are open.
    ...[...Map.groupBy(missing.filter(isExtra), ({ why }) => why)].map(([why, those]) =>
      info(`without ${listOf(those)}: ${why}`),
    ),
  ]);
}

function isExtra({ level, via }: Permission): boolean {
  return level === 'useful' && via === null;
}

function refused(place: string, permissions: readonly Permission[]): Finding {
  const reasons = [...new Set(permissions.map(({ why }) => why))].join('; ');
  return problem(
    `no permission to ${listOf(permissions)} ${place} (${reasons})`,
    'Give the Role below to a cluster administrator to apply: kubectl apply -f -',
  );
}

function unknown(kind: string): Finding {
  return warning(
    `the cluster does not know the kind ${kind}, so the rights on it were not checked`,
    'Check apiVersion and kind. A custom resource needs its CustomResourceDefinition in the cluster (kubectl apply -f), or in the manifest with --allow-cluster-scoped.',
  );
}

function listOf(permissions: readonly Permission[]): string {
  return permissions.map(describeNeed).join(', ');
}

function whereOf(namespace: string | null, own: string | null): string {
  if (namespace === null) return 'in the cluster';
  return namespace === own ? 'in the namespace that the run creates' : `in namespace ${namespace}`;
}
