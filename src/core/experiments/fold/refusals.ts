import { parseQuantity } from '../../doctor/quantity.ts';

/**
 * What admission and validation say to a pod (or claim) that is the same at every try, so that no further one is taken:
 * Pod Security, the bounds of a LimitRange, a quota that wants requests or limits, a specification that is invalid
 * (kubernetes/plugin/pkg/admission, pod-security-admission).
 */
const constantRefusals: readonly RegExp[] = [
  / violates PodSecurity "/,
  / (maximum|minimum) \S+ usage per (Container|Pod|PersistentVolumeClaim) is /,
  / max limit to request ratio per (Container|Pod) is /,
  / failed quota: .* must specify /,
  /\b(Pod|PersistentVolumeClaim) "[^"]*" is invalid: /,
];

/**
 * A controller goes on trying to create its pods: an account that is not there yet, a quota that frees up and a webhook
 * that is starting pass. Only a refusal that waiting cannot change is one to end a start for.
 */
export function isHopelessCreate({ reason, message }: { reason: string; message: string }): boolean {
  return reason === 'FailedCreate' && isConstantRefusal(message);
}

function isConstantRefusal(message: string): boolean {
  return constantRefusals.some((says) => says.test(message)) || isBeyondQuota(message);
}

/**
 * Whether the API server may take the same object later, because what it lacks comes by itself or goes: a quota that frees
 * up, the default account of a new namespace, a port or address that is given back.
 */
export function mayBeTakenLater(message: string): boolean {
  return passingRefusals.some((says) => says.test(message)) && !isBeyondQuota(message);
}

const passingRefusals: readonly RegExp[] = [
  / exceeded quota: /,
  / status unknown for quota: /,
  / serviceaccount "default" not found/,
  /provided (port|IP) is already allocated/,
];

/** More is requested than the quota allows in all: whatever else goes, this will not fit. */
function isBeyondQuota(message: string): boolean {
  const [, requested, limited] =
    / exceeded quota: .*? requested: (\S+), used: \S+, limited: (\S+?)(?=[;,]?(?:\s|$))/.exec(message) ?? [];
  if (requested === undefined || limited === undefined) return false;
  const most = amountsOf(limited);
  return [...amountsOf(requested)].some(([resource, amount]) => amount > (most.get(resource) ?? Infinity));
}

/** `pods=1,requests.cpu=500m`, as an admission plugin prints amounts. */
function amountsOf(text: string): Map<string, number> {
  return new Map(
    text.split(',').flatMap((pair) => {
      const [resource = '', quantity = ''] = pair.split('=');
      const amount = parseQuantity(quantity);
      return amount === null ? [] : [[resource, amount] as const];
    }),
  );
}
