import type { EventFacts } from '../../observation.ts';
import type { Instant, InstantName } from '../../result.ts';
import type { ContainerTimeline, PodTimeline, Stamp } from './timeline.ts';

/** All instants of a pod, each with its clock, for the result. */
export function instantsOf(pod: PodTimeline): Instant[] {
  const onRunner = (name: InstantName, at: Stamp | null, container?: string): Instant[] =>
    at === null
      ? []
      : [{ name, clock: 'runner', ...at, pod: pod.name, ...(container === undefined ? {} : { container }) }];
  const instants = [
    ...onRunner('pod-added', pod.added),
    ...onRunner('scheduled', pod.scheduled),
    ...onRunner('sandbox-ready', pod.sandboxReady),
    ...onRunner('initialized', pod.initialized),
    ...onRunner('running', pod.running),
    ...onRunner('ready', pod.ready),
    ...onRunner('endpoint-ready', pod.endpointReady),
    ...stamped('scheduled', 'scheduler', pod.schedulerEvent, pod.name),
  ];
  if (pod.answered !== null) {
    const { sinceStartMs, resolutionMs } = pod.answered;
    instants.push(...onRunner('pod-answered', { sinceStartMs, resolutionMs: resolutionMs ?? sinceStartMs }));
  }
  const addEvents = (events: ContainerTimeline['events'], container?: string): void => {
    for (const reason of Object.keys(events) as (keyof typeof events)[]) {
      const found = events[reason];
      if (found === undefined) continue;
      instants.push(...onRunner(eventInstants[reason], found.seen, container));
      instants.push(...stamped(eventInstants[reason], 'kubelet', found.event, pod.name, container));
    }
  };
  for (const { events } of pod.imageVolumes.values()) addEvents(events);
  for (const { name, events } of pod.containers.values()) addEvents(events, name);
  return instants;
}

/** By the reason of the kubelet's event. */
const eventInstants = {
  Pulling: 'pulling',
  Pulled: 'pulled',
  Created: 'created',
  Started: 'started',
} as const satisfies Record<string, InstantName>;

function stamped(
  name: InstantName,
  clock: Instant['clock'],
  event: EventFacts | null,
  pod: string,
  container?: string,
): Instant[] {
  if (event?.unixMs == null) return [];
  const { unixMs, resolutionMs } = event;
  return [{ name, clock, unixMs, resolutionMs, pod, ...(container === undefined ? {} : { container }) }];
}
