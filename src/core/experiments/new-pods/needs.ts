import { needsOn, type Need } from '../../permissions/need.ts';
import type { Scenario } from '../../plan.ts';
import type { NeedsPlace } from '../experiment.ts';

/** Each new pod is probed itself, past the Service. */
export function probesEach(
  { probe }: Pick<Scenario, 'probe'>,
  { namespace }: Pick<NeedsPlace, 'namespace'>,
): Need[] {
  if (!probe.askPod) return [];
  return needsOn('', 'pods/proxy', ['get'], {
    namespace,
    level: 'required',
    why: 'each new pod is probed itself',
  });
}
