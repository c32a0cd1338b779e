import { describeNeed } from '../../permissions/need.ts';
import { info, judgedBy, problem, warning, type Judgement } from '../judgement.ts';
import type { Finding } from '../finding.ts';
import type { Permission } from '../permission.ts';

export interface PermissionFacts {
  permissions: readonly Permission[];
  /** Kinds of manifests that the cluster does not know: what their objects take cannot be asked. */
  unknownKinds: readonly string[];
  /** Namespace that is made for the run; null where one is named. */
  ownNamespace: string | null;
}

/** What is missing, together by where it is missing; without what is useful a run goes on. */
export function checkPermissions({ permissions, unknownKinds, ownNamespace }: PermissionFacts): Judgement {
  const missing = permissions.filter(({ allowed }) => !allowed);
  const required = missing.filter(({ level }) => level === 'required');
  const all = permissions.filter(({ level }) => level === 'required');
  const placeOf = ({ namespace }: Permission): string => whereOf(namespace, ownNamespace);
  return judgedBy(`${all.length - required.length} of ${all.length} required rights`, [
    ...[...Map.groupBy(required, placeOf)].map(([place, those]) => refused(place, those)),
    ...unknownKinds.map(unknown),
    // Which path is open is told with the paths.
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
    'Have the Role below applied by somebody who may: kubectl apply -f -',
  );
}

function unknown(kind: string): Finding {
  return warning(
    `the cluster does not know the kind ${kind}, so rights on it were not asked for`,
    'Check apiVersion and kind; a custom resource needs its CustomResourceDefinition: in the cluster (kubectl apply -f), or in the manifest with --allow-cluster-scoped.',
  );
}

function listOf(permissions: readonly Permission[]): string {
  return permissions.map(describeNeed).join(', ');
}

function whereOf(namespace: string | null, own: string | null): string {
  if (namespace === null) return 'in the cluster';
  return namespace === own ? 'in the namespace made for the run' : `in namespace ${namespace}`;
}
