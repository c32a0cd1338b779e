import type { Observation, PodFacts } from '../../observation.ts';

/** What is going on in an iteration, for people watching it; null where the observation says nothing new. */
export function stepOf(seen: Observation): string | null {
  switch (seen.kind) {
    case 'create-requested':
      return 'creating';
    case 'kill-requested':
      return `killing ${seen.victim.container?.name ?? seen.victim.pod}`;
    case 'kill-accepted':
      return 'waiting for the full set';
    case 'scale-requested':
      return `scaling from ${seen.from} to ${seen.to}`;
    case 'scale-accepted':
      return 'waiting for the new pods';
    case 'create-accepted':
      return 'scheduling';
    case 'pod':
      return podStep(seen.pod);
    case 'event':
      return eventSteps[seen.event.reason] ?? null;
    case 'probe':
      return seen.target === 'service' && seen.matched ? 'answered, waiting for Ready' : null;
    default:
      return null;
  }
}

const eventSteps: Record<string, string> = {
  Pulling: 'pulling the image',
  Pulled: 'starting the container',
  Started: 'waiting for the application',
};

function podStep(pod: PodFacts): string | null {
  const waiting = pod.containers.find((each) => each.state === 'waiting' && each.reason !== null);
  if (pod.conditions['Ready']?.status === true) return 'waiting for the service';
  if (waiting?.reason != null && waiting.reason !== 'ContainerCreating') return waiting.reason;
  return pod.nodeName !== null && pod.containers.every((each) => each.state === 'waiting')
    ? 'preparing the sandbox'
    : null;
}
