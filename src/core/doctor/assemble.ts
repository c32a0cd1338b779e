import { leastNeeds, rolesFor, rolesYaml, subjectOf } from '../permissions/roles.ts';
import type { Plan } from '../plan.ts';
import { checkAdmission } from './admission.ts';
import { judged, notChecked, worstOf } from './check.ts';
import { checkClock } from './clock.ts';
import { checkCredentials } from './credentials.ts';
import type { Examination } from './examination.ts';
import { checkMachine, type MachineFacts } from './machine.ts';
import { checkNamespace } from './namespace.ts';
import { checkNodes } from './nodes.ts';
import { checkPaths } from './paths.ts';
import { checkPermissions } from './permissions.ts';
import { checkQuota } from './quota.ts';
import { checkNames, doctorSchemaVersion, type Check, type DoctorReport } from './report.ts';
import { checkServer } from './server.ts';
import { checkVersion } from './version.ts';

export interface DoctorInput {
  toolVersion: string;
  checkedAt: string;
  provider: string;
  plan: Plan;
  isExample: boolean;
  machine: MachineFacts;
  /** Null where the run makes its cluster. */
  examination: Examination | null;
}

/** Judges what was seen. */
export function assembleDoctor(input: DoctorInput): DoctorReport {
  const { examination: seen, plan } = input;
  const checks = [checkMachine(input.machine), ...(seen === null ? noCluster() : clusterChecks(seen))];
  const user = userOf(seen);
  return {
    schemaVersion: doctorSchemaVersion,
    toolVersion: input.toolVersion,
    checkedAt: input.checkedAt,
    status: worstOf(checks.map(({ status }) => status)),
    cluster: {
      provider: input.provider,
      context: seen?.server.context ?? null,
      server: seen?.server.server ?? null,
      proxy: seen?.server.proxy ?? null,
      user,
    },
    plan: {
      scenarios: plan.scenarios.map(({ name }) => name),
      isExample: input.isExample,
      namespace: seen === null || seen.place.ownsNamespace ? plan.namespace : seen.place.namespace,
    },
    checks,
    permissions: seen !== null && 'facts' in seen.permissions ? [...seen.permissions.facts.permissions] : [],
    role: roleOf(seen, user),
  };
}

function clusterChecks(seen: Examination): Check[] {
  return [
    checkServer(seen.server),
    judged('credentials', seen.credentials, checkCredentials),
    judged('version', seen.version, checkVersion),
    judged('nodes', seen.nodes, (nodes) => checkNodes(nodes, seen.removals)),
    judged('permissions', seen.permissions, checkPermissions),
    judged('namespace', seen.namespace, checkNamespace),
    judged('quota', seen.quota, checkQuota),
    judged('admission', seen.admission, checkAdmission),
    judged('clock', seen.clock, checkClock),
    judged('paths', seen.paths, checkPaths),
  ];
}

function noCluster(): Check[] {
  const names = checkNames.filter((name) => name !== 'machine');
  return names.map((name) => notChecked(name, 'the run makes its cluster itself'));
}

function userOf(seen: Examination | null): string | null {
  return seen !== null && 'facts' in seen.credentials ? seen.credentials.facts.user : null;
}

/** Bound to whoever asks, so that it can be passed on as it is. */
function roleOf(seen: Examination | null, user: string | null): string | null {
  if (seen?.needs == null) return null;
  const { namespace, ownsNamespace } = seen.place;
  const options = { name: 'pod-start-slo', ownNamespace: ownsNamespace ? namespace : null };
  return rolesYaml(rolesFor(leastNeeds(seen.needs), options), subjectOf(user ?? 'NAME'));
}
