import { info, judgedBy, problem, warning, type Judgement } from '../judgement.ts';
import type { Finding } from '../finding.ts';

/** The first minor version with discovery.k8s.io/v1, which has EndpointSlices. */
const oldestMinor = 21;
/** The minor version that the tests of this repository run on. */
const testedMinor = 34;

export function checkVersion({ gitVersion }: { gitVersion: string }): Judgement {
  const minor = /^v?1\.(\d+)/.exec(gitVersion)?.[1];
  const findings =
    minor === undefined
      ? [warning(`"${gitVersion}" is not a version of Kubernetes`, 'Check that this is the right server.')]
      : findingsOf(Number(minor));
  return judgedBy(`Kubernetes ${gitVersion}`, findings);
}

function findingsOf(minor: number): Finding[] {
  if (minor < oldestMinor)
    return [
      problem(
        `Kubernetes 1.${oldestMinor} or later is required (discovery.k8s.io/v1)`,
        'Update the cluster.',
      ),
    ];
  return minor === testedMinor ? [] : [info(`this tool is tested on 1.${testedMinor}`)];
}
