import { leastNeeds, rolesFor, rolesYaml, subjectOf } from '../permissions/roles.ts';
import type { Plan } from '../plan.ts';
import type { MachineFacts } from './checks/machine.ts';
import { checkNames, checks, type CheckName, type FactsOf, type Looks } from './checks/registry.ts';
import type { Examination } from './examination.ts';
import { notChecked, worstOf, type Judgement, type Looked } from './judgement.ts';
import { doctorSchemaVersion, type Check, type DoctorReport } from './report.ts';

export interface DoctorInput {
  toolVersion: string;
  checkedAt: string;
  provider: string;
  plan: Plan;
  isExample: boolean;
  machine: MachineFacts;
  /** Null if the run creates its cluster. */
  examination: Examination | null;
}

/** The report of everything that was seen. */
export function assembleDoctor(input: DoctorInput): DoctorReport {
  const { examination: seen, plan } = input;
  const looks = looksOf(input);
  const judged = checkNames.map((name) => judge(name, looks[name]));
  const server = factsOf(seen?.looks.server);
  const user = factsOf(seen?.looks.credentials)?.user ?? null;
  return {
    schemaVersion: doctorSchemaVersion,
    toolVersion: input.toolVersion,
    checkedAt: input.checkedAt,
    status: worstOf(judged.map(({ status }) => status)),
    cluster: {
      provider: input.provider,
      context: server?.context ?? null,
      server: server?.server ?? null,
      proxy: server?.proxy ?? null,
      user,
    },
    plan: {
      scenarios: plan.scenarios.map(({ name }) => name),
      isExample: input.isExample,
      namespace: seen === null || seen.place.ownsNamespace ? plan.namespace : seen.place.namespace,
    },
    checks: judged,
    permissions: [...(factsOf(seen?.looks.permissions)?.permissions ?? [])],
    role: roleOf(seen, user),
  };
}

function judge<N extends CheckName>(name: N, looked: Looked<FactsOf<N>>): Check {
  const check: (facts: never) => Judgement = checks[name];
  const judgement = 'facts' in looked ? check(looked.facts as never) : notChecked(looked.notChecked);
  return { name, ...judgement };
}

/** Of a cluster that the run creates later. */
const noCluster = { notChecked: 'the run creates its cluster' };

function looksOf({ machine, examination }: DoctorInput): Looks<CheckName> {
  const none = Object.fromEntries(checkNames.map((name) => [name, noCluster])) as Looks<CheckName>;
  return { ...none, ...examination?.looks, machine: { facts: machine } };
}

function factsOf<T>(looked: Looked<T> | undefined): T | null {
  return looked !== undefined && 'facts' in looked ? looked.facts : null;
}

/** The Role, bound to the current user, so that an administrator can apply it unchanged. */
function roleOf(seen: Examination | null, user: string | null): string | null {
  if (seen?.needs == null) return null;
  const { namespace, ownsNamespace } = seen.place;
  const options = { name: 'pod-start-slo', ownNamespace: ownsNamespace ? namespace : null };
  return rolesYaml(rolesFor(leastNeeds(seen.needs), options), subjectOf(user ?? 'NAME'));
}
