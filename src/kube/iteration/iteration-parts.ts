import type { Observation } from '../../core/observation.ts';
import type { Scenario } from '../../core/plan.ts';
import type { Clock, ContainerKiller, OpenIteration, Report } from '../../core/ports.ts';
import type { ApiClient } from '../api/api.ts';
import type { Placed } from '../api/objects.ts';
import type { PodProbing } from '../probe/probers/pod-probe.ts';
import type { ScaleRecords } from './scale-records.ts';
import type { RunWatch } from '../observe/run-watch.ts';
import type { ServiceProbe } from '../probe/probers/service-probe.ts';
import type { VolumeClaims } from './volume-claims.ts';

export interface IterationParts {
  api: ApiClient;
  clock: Clock;
  scenario: Scenario;
  namespace: string;
  /** In the order they are created. */
  objects: readonly Placed[];
  /** Name of the Service that is asked. */
  serviceName: string;
  ownLabels: Readonly<Record<string, string>>;
  watch: RunWatch;
  serviceProbe: ServiceProbe;
  podProbes: PodProbing;
  observe: (seen: Observation) => void;
  wasCached: OpenIteration['wasCached'];
  throughService: () => boolean;
  /** The iteration's own numbers in [0, 1), by the run's seed. */
  random: () => number;
  containerKiller: ContainerKiller | null;
  scaleRecords: ScaleRecords;
  claims: VolumeClaims;
  report: Report;
  signal: AbortSignal;
}
