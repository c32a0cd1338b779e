import type { Judgement, Looked } from '../judgement.ts';
import { checkAdmission } from './admission.ts';
import { checkClock } from './clock.ts';
import { checkCredentials } from './credentials.ts';
import { checkMachine } from './machine.ts';
import { checkNamespace } from './namespace.ts';
import { checkNodes } from './nodes.ts';
import { checkPaths } from './paths.ts';
import { checkPermissions } from './permissions.ts';
import { checkQuota } from './quota.ts';
import { checkServer } from './server.ts';
import { checkVersion } from './version.ts';

/**
 * Every check of `doctor`, in the order of the report: what judges the facts. src/kube/doctor/looks.ts has what sees
 * them in a cluster, under the same names.
 */
export const checks = {
  machine: checkMachine,
  server: checkServer,
  credentials: checkCredentials,
  version: checkVersion,
  nodes: checkNodes,
  permissions: checkPermissions,
  namespace: checkNamespace,
  quota: checkQuota,
  admission: checkAdmission,
  clock: checkClock,
  paths: checkPaths,
} as const satisfies Record<string, (facts: never) => Judgement>;

export type CheckName = keyof typeof checks;
export const checkNames = Object.keys(checks) as [CheckName, ...CheckName[]];

/** What a check judges. */
export type FactsOf<N extends CheckName> = Parameters<(typeof checks)[N]>[0];

/** The checks that need a cluster. */
export type ClusterCheckName = Exclude<CheckName, 'machine'>;

/** What was seen for each of these checks. */
export type Looks<N extends CheckName = ClusterCheckName> = { [Name in N]: Looked<FactsOf<Name>> };
