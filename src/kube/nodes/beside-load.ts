import type { Observation } from '../../core/observation.ts';
import type { Clock, OpenIteration } from '../../core/ports.ts';
import { messageOf } from '../../core/errors.ts';
import type { LoadPods } from './load-pods.ts';

export interface BesideLoad {
  load: LoadPods;
  clock: Clock;
  observe: (seen: Observation) => void;
  signal: AbortSignal;
}

/** An iteration beside a load that runs already: invalid where the load does not run to its end, which takes it along. */
export function besideLoad(open: OpenIteration, { load, clock, observe, signal }: BesideLoad): OpenIteration {
  const verify = async (): Promise<void> => {
    const message = await load.whatEnded(signal).catch(messageOf);
    if (message !== null) observe({ kind: 'load-ended', atMs: clock.nowMs(), message });
  };
  return {
    // Of a workload that stands first known only once it does.
    get expectedPods() {
      return open.expectedPods;
    },
    wasCached: (node, image) => open.wasCached(node, image),
    throughService: () => open.throughService(),
    prepare: () => open.prepare(),
    start: () => open.start(),
    inspect: () => open.inspect(),
    readLogs: (until) => open.readLogs(until),
    async stopProbing() {
      await Promise.all([open.stopProbing(), verify()]);
    },
    async close(until) {
      // What deleting takes is part of no latency, so the load need not last for it.
      const left = await Promise.all([open.close(until), load.stop(until)]);
      return left.flat();
    },
  };
}
