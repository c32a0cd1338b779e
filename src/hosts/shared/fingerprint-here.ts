import { createHash } from 'node:crypto';
import { arch, cpus, platform, totalmem } from 'node:os';
import { fingerprintOf } from '../../core/fingerprint.ts';
import type { Plan } from '../../core/plan.ts';
import type { ClusterFacts, Result, Via } from '../../core/result.ts';

/** The fingerprint of a run on this machine. */
export function fingerprintHere(plan: Plan, cluster: ClusterFacts, via: Via | null): Result['fingerprint'] {
  const processors = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const runner = [platform(), arch(), processors[0]?.model ?? '', `${processors.length} cores`, memory].join(
    ', ',
  );
  return fingerprintOf({ plan, cluster, via, runner }, sha256);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
