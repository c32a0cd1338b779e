import { describe, expect, it } from 'vitest';
import { isHopelessCreate, mayBeTakenLater } from '../../../../src/core/experiments/fold/refusals.ts';

/** As the API server and its plugins word them, told on by the controller that tries to create pods. */
const quota = 'exceeded quota: small, requested:';
const passing = [
  'Error creating: pods "web-5d-" is forbidden: error looking up service account x/web: serviceaccount "web" not found',
  'Error creating: pods "web-5d-" is forbidden: error looking up service account x/default: serviceaccount "default" not found',
  `Error creating: pods "web-5d-" is forbidden: ${quota} pods=1, used: pods=1, limited: pods=1`,
  `pods "web-5d-" is forbidden: ${quota} requests.cpu=500m,requests.memory=64Mi, used: requests.cpu=700m,requests.memory=0, limited: requests.cpu=1,requests.memory=1Gi`,
  'Error creating: pods "web-5d-" is forbidden: status unknown for quota: small, resources: pods',
  'Error creating: Internal error occurred: failed calling webhook "check.example": failed to call webhook: Post "https://hook.x.svc:443/": dial tcp 10.0.0.7:443: connect: connection refused',
  'Error creating: Internal error occurred: failed calling webhook "check.example": failed to call webhook: Post "https://hook.x.svc:443/": no endpoints available for service "hook"',
  'Error creating: Internal error occurred: failed calling webhook "check.example": failed to call webhook: Post "https://hook.x.svc:443/": context deadline exceeded',
  'Error creating: admission webhook "check.example" denied the request: the signature could not be fetched',
  'Error creating: pods "web-5d-" is forbidden: no PriorityClass with name high was found',
  'Error creating: object is being deleted: pods "db-0" already exists',
  'create Claim data-db-0 for Pod db-0 in StatefulSet db failed error: persistentvolumeclaims "data-db-0" is forbidden: exceeded quota: small, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=2, limited: persistentvolumeclaims=2',
  'Error creating: pods "violates-quota-" is forbidden: unable to validate against any security context constraint',
];
const constant = [
  'Error creating: pods "web-5d-" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false',
  `Error creating: pods "web-5d-" is forbidden: ${quota} pods=1, used: pods=0, limited: pods=0`,
  `pods "web-5d-" is forbidden: ${quota} requests.cpu=2,pods=1, used: requests.cpu=0,pods=0, limited: requests.cpu=1500m,pods=10`,
  `pods "web-5d-" is forbidden: ${quota} requests.memory=2Gi, used: requests.memory=0, limited: requests.memory=1Gi`,
  'Error creating: pods "web-5d-" is forbidden: failed quota: small: must specify limits.cpu for: c; requests.cpu for: c',
  'Error creating: pods "web-5d-" is forbidden: maximum cpu usage per Container is 500m, but limit is 1',
  'Error creating: pods "web-5d-" is forbidden: [maximum memory usage per Pod is 1Gi, but limit is 2Gi, minimum cpu usage per Container is 1, but request is 100m]',
  'Error creating: Pod "web-5d-x" is invalid: spec.containers[0].volumeMounts[0].name: Not found: "data"',
];

describe('of what a controller is refused', () => {
  it.each(passing)('this may pass, and is waited for: %s', (message) => {
    expect(isHopelessCreate({ reason: 'FailedCreate', message })).toBe(false);
  });

  it.each(constant)('this stays, and ends a start at once: %s', (message) => {
    expect(isHopelessCreate({ reason: 'FailedCreate', message })).toBe(true);
    expect(isHopelessCreate({ reason: 'FailedMount', message })).toBe(false);
  });
});

describe('of what the tool itself is refused', () => {
  it.each([
    `pods "web" is forbidden: ${quota} pods=1, used: pods=1, limited: pods=1`,
    'pods "web" is forbidden: error looking up service account x/default: serviceaccount "default" not found',
    'Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    'Service "web" is invalid: spec.clusterIPs: Invalid value: ["10.96.0.9"]: failed to allocate IP 10.96.0.9: provided IP is already allocated',
  ])('this is tried again: %s', (message) => {
    expect(mayBeTakenLater(message)).toBe(true);
  });

  // Nobody else creates the account that a Pod without a controller names.
  it.each([
    ...constant,
    'pods "web" is forbidden: error looking up service account x/web: serviceaccount "web" not found',
    'admission webhook "check.example" denied the request: no',
    'Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range',
  ])('this is not: %s', (message) => {
    expect(mayBeTakenLater(message)).toBe(false);
  });
});
