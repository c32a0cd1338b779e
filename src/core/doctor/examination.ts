import type { Need } from '../permissions/need.ts';
import type { AdmissionFacts } from './admission.ts';
import type { Looked } from './check.ts';
import type { ClockFacts } from './clock.ts';
import type { CredentialsFacts } from './credentials.ts';
import type { NamespaceFacts } from './namespace.ts';
import type { ImageRemoval, NodeLook } from './nodes.ts';
import type { PathsFacts } from './paths.ts';
import type { PermissionFacts } from './permissions.ts';
import type { QuotaFacts } from './quota.ts';
import type { ServerFacts } from './server.ts';

/** All that was seen of a cluster. */
export interface Examination {
  server: ServerFacts;
  credentials: Looked<CredentialsFacts>;
  version: Looked<{ gitVersion: string }>;
  nodes: Looked<readonly NodeLook[]>;
  /** By pods on the nodes; empty where they are not needed, or where nodes may not be listed. */
  removals: readonly ImageRemoval[];
  permissions: Looked<PermissionFacts>;
  namespace: Looked<NamespaceFacts>;
  quota: Looked<QuotaFacts>;
  admission: Looked<AdmissionFacts>;
  clock: Looked<ClockFacts>;
  paths: Looked<PathsFacts>;
  /** Everything the plan asks for; null where that could not be found out. */
  needs: readonly Need[] | null;
  /** Where a run of the plan would work. */
  place: { namespace: string; ownsNamespace: boolean };
}
