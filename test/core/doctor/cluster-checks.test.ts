import { checkCredentials, type CredentialsFacts } from '../../../src/core/doctor/checks/credentials.ts';
import { checkNodes, type NodeLook } from '../../../src/core/doctor/checks/nodes.ts';
import { checkPermissions } from '../../../src/core/doctor/checks/permissions.ts';
import type { Permission } from '../../../src/core/doctor/permission.ts';
import { checkServer } from '../../../src/core/doctor/checks/server.ts';
import { checkVersion } from '../../../src/core/doctor/checks/version.ts';
import { expectVerdicts } from './verdicts.ts';

const nowUnixMs = Date.parse('2026-11-26T00:00:00Z');
const dayMs = 86_400_000;
const token: CredentialsFacts = {
  kind: 'a token',
  isRenewed: false,
  user: 'me',
  certificate: null,
  tokenUntilUnixMs: null,
  missing: [],
  nowUnixMs,
  trouble: null,
};
const until = (ms: number) => ({ fromUnixMs: 0, untilUnixMs: nowUnixMs + ms });
const node: NodeLook = {
  ...{ name: 'a', ready: true, schedulable: true },
  ...{ architecture: 'amd64', runtime: 'containerd://2', kubeletVersion: 'v1.34.0' },
};
const nodesCheck = (...nodes: NodeLook[]) => checkNodes({ nodes, removals: [] });
const removing = (nodes: number) =>
  checkNodes({ nodes: [node], removals: [{ scenario: 'web', nodes, most: 10 }] });
const permission: Permission = {
  ...{ verb: 'create', group: '', resource: 'pods', namespace: 'ci', name: null },
  ...{ level: 'required', via: null, why: 'a Pod is made', allowed: false },
};
const server = { server: 'https://api', context: 'c', proxy: null, tookMs: 5, trouble: null };
const down = { message: 'nothing listens at https://api', hint: 'Is it running?' };

expectVerdicts([
  ['a server that answers', checkServer(server), 'ok', /answers in 5 ms/],
  [
    'through a proxy',
    checkServer({ ...server, proxy: 'http://p:3128' }),
    'ok',
    /through the proxy http:\/\/p:3128/,
  ],
  [
    'none',
    checkServer({ ...server, tookMs: null, trouble: down }),
    'problem',
    /nothing listens[^]*Is it running/,
  ],
  ['a token that says nothing', checkCredentials(token), 'ok', /accepted as me/],
  [
    'one that has expired',
    checkCredentials({ ...token, tokenUntilUnixMs: nowUnixMs - 1 }),
    'problem',
    /token expired on 2026-11-25 23:59 UTC[^]*Log in again/,
  ],
  [
    'one that soon does',
    checkCredentials({ ...token, tokenUntilUnixMs: nowUnixMs + 60_000 }),
    'warning',
    /Renew it/,
  ],
  [
    'one that is renewed by itself',
    checkCredentials({ ...token, isRenewed: true, tokenUntilUnixMs: nowUnixMs + 60_000 }),
    'ok',
    /valid until/,
  ],
  [
    'a certificate of a year',
    checkCredentials({ ...token, certificate: until(365 * dayMs) }),
    'ok',
    /certificate is valid until 2027-11-26/,
  ],
  [
    'one of three days',
    checkCredentials({ ...token, certificate: until(3 * dayMs) }),
    'warning',
    /certificate expires on 2026-11-29/,
  ],
  [
    'one that is over',
    checkCredentials({ ...token, certificate: until(-1) }),
    'problem',
    /certificate expired/,
  ],
  [
    'one of tomorrow',
    checkCredentials({
      ...token,
      certificate: { fromUnixMs: nowUnixMs + dayMs, untilUnixMs: nowUnixMs + 2 * dayMs },
    }),
    'problem',
    /clock of this machine/,
  ],
  [
    'credentials that nobody looks at',
    checkCredentials({ ...token, user: 'system:anonymous' }),
    'problem',
    /sees the user system:anonymous/,
  ],
  [
    'a plugin that is missing',
    checkCredentials({ ...token, trouble: { message: 'it is not installed', hint: 'install it' } }),
    'problem',
    /not accepted[^]*install it/,
  ],
  ['the version of the tests', checkVersion({ gitVersion: 'v1.34.4' }), 'ok', /v1\.34\.4/],
  ['a later one', checkVersion({ gitVersion: 'v1.36.0-eks-1' }), 'ok', /tested on 1\.34/],
  ['one without EndpointSlices', checkVersion({ gitVersion: 'v1.20.1' }), 'problem', /1\.21 or later/],
  ['none at all', checkVersion({ gitVersion: 'hello' }), 'warning', /right server/],
  ['a node', nodesCheck(node), 'ok', /1 of 1 Ready, amd64/],
  ['one of two', nodesCheck(node, { ...node, name: 'b', ready: false }), 'warning', /node b is not Ready/],
  ['none', nodesCheck({ ...node, ready: false }), 'problem', /no node is Ready/],
  [
    'one of which images are removed',
    removing(1),
    'ok',
    /^node helpers remove the images of web; nodes that accept its pods: 1$/m,
  ],
  ['one that does not take the pods', removing(0), 'problem', /no node is Ready and takes the pods of web/],
  [
    'too many to remove images from',
    removing(11),
    'problem',
    /11 nodes take[^]*from 10 at most[^]*nodeSelector/,
  ],
  ['only cordoned ones', nodesCheck({ ...node, schedulable: false }), 'problem', /Uncordon/],
  [
    'two architectures',
    nodesCheck(node, { ...node, name: 'b', architecture: 'arm64' }),
    'ok',
    /amd64 or arm64/,
  ],
  [
    'a required right',
    checkPermissions({ permissions: [permission], unknownKinds: [], ownNamespace: null }),
    'problem',
    /0 of 1[^]*create pods in namespace ci[^]*kubectl apply/,
  ],
  [
    'a useful one',
    checkPermissions({
      permissions: [{ ...permission, level: 'useful', why: 'x is unknown' }],
      unknownKinds: [],
      ownNamespace: null,
    }),
    'ok',
    /without create pods: x is unknown/,
  ],
  [
    'all of them',
    checkPermissions({
      permissions: [{ ...permission, allowed: true }],
      unknownKinds: [],
      ownNamespace: null,
    }),
    'ok',
    /1 of 1/,
  ],
  [
    'a kind that there is not',
    checkPermissions({ permissions: [], unknownKinds: ['a/v1 B'], ownNamespace: null }),
    'warning',
    /does not know the kind a\/v1 B/,
  ],
]);
