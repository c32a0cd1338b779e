import { info, judgedBy, problem, warning, type Judgement } from '../judgement.ts';
import type { Finding } from '../finding.ts';

/** EndpointSlices are asked for as discovery.k8s.io/v1, which began with it. */
const oldestMinor = 21;
/** What the tests of this repository run on. */
const testedMinor = 34;

export function checkVersion({ gitVersion }: { gitVersion: string }): Judgement {
  const minor = /^v?1\.(\d+)/.exec(gitVersion)?.[1];
  const findings =
    minor === undefined
      ? [warning(`"${gitVersion}" is no version of Kubernetes`, 'Is this the right server?')]
      : findingsOf(Number(minor));
  return judgedBy(`Kubernetes ${gitVersion}`, findings);
}

function findingsOf(minor: number): Finding[] {
  if (minor < oldestMinor)
    return [
      problem(
        `Kubernetes 1.${oldestMinor} or later is needed, for discovery.k8s.io/v1`,
        'Update the cluster.',
      ),
    ];
  return minor === testedMinor ? [] : [info(`tests are run on 1.${testedMinor}`)];
}
