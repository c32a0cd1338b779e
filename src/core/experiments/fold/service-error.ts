import type { Observation } from '../../observation.ts';

const noAddress = 'its load balancer has no address';

/** Where nothing else is known of a Service or a pod that has not answered. */
export const noRequest = 'no request was sent to it';

/** Why the Service has not answered so far, after one more observation; null while nothing is known. */
export function serviceErrorAfter(before: string | null, seen: Observation): string | null {
  switch (seen.kind) {
    case 'address-awaited':
      return noAddress;
    case 'probing':
      return before === noAddress ? null : before;
    case 'path-search':
      return seen.lastErrors ?? before;
    case 'probe':
      return seen.target === 'service' && !seen.matched ? seen.error : before;
    default:
      return before;
  }
}
