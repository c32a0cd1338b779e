import { beyondFaults } from './catalogue/beyond.ts';
import { clusterFaults } from './catalogue/cluster.ts';
import { connectionFaults } from './catalogue/connection.ts';
import { processFaults } from './catalogue/process.ts';
import { otherFaults } from './catalogue/others.ts';
import { githubFaults } from './catalogue/github.ts';
import { runnerFaults } from './catalogue/runner.ts';
import { watchFaults } from './catalogue/watch.ts';
import type { Fault, FaultGroup } from './fault.ts';

/** Every fault that some test brings about. One without a test is not here, and so not in docs/reliability.md. */
export const faultGroups: readonly FaultGroup[] = [
  { title: 'On the way to the API server', faults: connectionFaults },
  { title: 'In a watch', faults: watchFaults },
  { title: 'In the cluster', faults: clusterFaults },
  { title: 'On the runner', faults: runnerFaults },
  { title: 'In policies, webhooks and credential plugins', faults: beyondFaults },
  { title: 'Outputs, terminals, and the programs that a run starts', faults: processFaults },
  { title: 'Beside other runs and users', faults: otherFaults },
  { title: 'On GitHub', faults: githubFaults },
];

export const faults: readonly Fault[] = faultGroups.flatMap((group) => group.faults);
