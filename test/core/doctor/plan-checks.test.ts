import { checkAdmission, nodeHelperRun, type DryRun } from '../../../src/core/doctor/checks/admission.ts';
import { checkClock } from '../../../src/core/doctor/checks/clock.ts';
import { checkMachine } from '../../../src/core/doctor/checks/machine.ts';
import { checkNamespace } from '../../../src/core/doctor/checks/namespace.ts';
import { checkPaths } from '../../../src/core/doctor/checks/paths.ts';
import { checkQuota, type Quota } from '../../../src/core/doctor/checks/quota.ts';
import type { Judgement } from '../../../src/core/doctor/judgement.ts';
import { expectVerdicts } from './verdicts.ts';

const quota: Quota = { name: 'q', hard: { pods: '4' }, used: { pods: '2' }, isScoped: false };
const takes = (pods: number) => [{ scenario: 'web', amounts: { pods } }];
const run: DryRun = {
  ...{ scenario: 'web', kind: 'Pod', name: 'web', isFromTemplate: false },
  ...{ outcome: 'admitted', message: '', warnings: [], changes: [] },
};
const admission = (...runs: DryRun[]): Judgement => checkAdmission({ runs, isStandIn: false });

expectVerdicts([
  [
    'a namespace',
    checkNamespace({ name: 'ci', state: 'there', podSecurity: { enforce: 'baseline', warn: 'restricted' } }),
    'ok',
    /ci; Pod Security: enforce baseline, warn restricted/,
  ],
  [
    'one that is not there',
    checkNamespace({ name: 'ci', state: 'missing', podSecurity: {} }),
    'problem',
    /kubectl create namespace ci/,
  ],
  [
    'one on its way out',
    checkNamespace({ name: 'ci', state: 'terminating', podSecurity: {} }),
    'problem',
    /being deleted/,
  ],
  ['room for all', checkQuota({ quotas: [quota], demands: takes(2) }), 'ok', /ResourceQuota q/],
  [
    'too little room',
    checkQuota({ quotas: [quota], demands: takes(3) }),
    'problem',
    /allows 4 pods, 2 are in use, and scenario web needs 3/,
  ],
  [
    'a quota about something else',
    checkQuota({ quotas: [{ ...quota, hard: { secrets: '0' } }], demands: takes(3) }),
    'ok',
    /q/,
  ],
  [
    'one for some pods',
    checkQuota({ quotas: [{ ...quota, isScoped: true }], demands: takes(3) }),
    'ok',
    /counts only some pods/,
  ],
  ['no quota', checkQuota({ quotas: [], demands: takes(3) }), 'ok', /no ResourceQuota/],
  ['an object that is admitted', admission(run), 'ok', /1 of 1/],
  [
    'Pod Security',
    admission({ ...run, outcome: 'refused', message: 'violates PodSecurity "restricted:latest"' }),
    'problem',
    /Pod\/web is refused[^]*--restricted/,
  ],
  [
    'its warning',
    admission({ ...run, warnings: ['would violate PodSecurity "restricted:latest"'] }),
    'warning',
    /--restricted/,
  ],
  [
    'a quota',
    admission({ ...run, outcome: 'refused', message: 'exceeded quota: none' }),
    'problem',
    /Raise the quota/,
  ],
  [
    'amounts that are missing',
    admission({ ...run, outcome: 'refused', message: 'must specify limits.cpu' }),
    'problem',
    /the requests and limits/,
  ],
  [
    'a sidecar',
    admission({ ...run, changes: ['adds container proxy (p:1)'] }),
    'warning',
    /admission adds container proxy \(p:1\) to Pod\/web/,
  ],
  [
    'a default',
    admission({ ...run, changes: ['sets limit cpu=1 for container app'] }),
    'ok',
    /sets limit cpu=1/,
  ],
  [
    'a helper that the namespace does not admit',
    admission({
      ...run,
      ...nodeHelperRun,
      outcome: 'refused',
      message: 'violates PodSecurity "baseline:latest"',
    }),
    'problem',
    /the node helper is refused: violates PodSecurity[^]*--node-helper-namespace/,
  ],
  ['a name that is taken', admission({ ...run, outcome: 'taken' }), 'problem', /in the namespace already/],
  [
    'a name of the stand-in',
    checkAdmission({ runs: [{ ...run, outcome: 'taken' }], isStandIn: true }),
    'ok',
    /0 of 0/,
  ],
  ['no right to try', admission({ ...run, outcome: 'denied' }), 'ok', /not checked/],
  [
    'a webhook that is away',
    admission({ ...run, outcome: 'unclear', message: 'failed calling webhook' }),
    'warning',
    /the dry run failed/,
  ],
  [
    'clocks that agree',
    checkClock({ skewMs: 200, resolutionMs: 300, ahead: [] }),
    'ok',
    /agrees with this machine's within 0\.3 s/,
  ],
  [
    'clocks that do not',
    checkClock({ skewMs: -60_000, resolutionMs: 300, ahead: [] }),
    'warning',
    /−60\.0 s[^]*60\.0 s ahead[^]*NTP/,
  ],
  [
    'a node in the future',
    checkClock({ skewMs: 0, resolutionMs: 300, ahead: [{ node: 'a', byMs: 3_600_000 }] }),
    'warning',
    /node a is at least 3600\.0 s ahead/,
  ],
  [
    'nodes nobody may look at',
    checkClock({ skewMs: 0, resolutionMs: 300, ahead: null }),
    'ok',
    /nodes' clocks are unknown/,
  ],
  [
    'an open path',
    checkPaths({ paths: [{ via: 'node-port', state: 'open', detail: '' }], asked: [], isAuto: true }),
    'ok',
    /from here: node-port/,
  ],
  [
    'none',
    checkPaths({ paths: [{ via: 'node-port', state: 'closed', detail: 'x' }], asked: [], isAuto: true }),
    'problem',
    /pods\/portforward/,
  ],
  [
    'perhaps one',
    checkPaths({ paths: [{ via: 'cluster-ip', state: 'unknown', detail: 'x' }], asked: [], isAuto: true }),
    'warning',
    /certain to be open/,
  ],
  [
    'another than was asked for',
    checkPaths({
      paths: [{ via: 'api-proxy', state: 'closed', detail: 'x' }],
      asked: ['api-proxy'],
      isAuto: false,
    }),
    'problem',
    /--via api-proxy cannot be used: x/,
  ],
  [
    'only a port-forward',
    checkPaths({ paths: [{ via: 'port-forward', state: 'open', detail: '' }], asked: [], isAuto: true }),
    'ok',
    /bypasses the Service/,
  ],
  [
    'a calm machine',
    checkMachine({ cpus: 2, load: 0.5, programs: [{ name: 'kind', trouble: null }] }),
    'ok',
    /2 CPUs, load 0\.5; found kind/,
  ],
  [
    'a busy one',
    checkMachine({ cpus: 2, load: 9, programs: [] }),
    'warning',
    /9\.0 processes compete for 2 CPUs/,
  ],
  [
    'a program that is missing',
    checkMachine({ cpus: 2, load: 0, programs: [{ name: 'docker', trouble: 'docker is not installed' }] }),
    'problem',
    /Install docker/,
  ],
]);
