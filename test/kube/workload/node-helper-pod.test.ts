import type { V1Pod } from '@kubernetes/client-node';
import { expect, it } from 'vitest';
import { nodeHelperCommand, nodeHelperPod } from '../../../src/kube/workload/node-helper-pod.ts';

const place = {
  image: 'tools:1',
  namespace: 'ci',
  leaseNamespace: 'slo',
  runId: 'r1',
  nodeName: 'n1',
  index: 3,
  deadlineSeconds: 360,
};
const { metadata, spec } = nodeHelperPod(place) as V1Pod;

it('A node helper belongs to the run and to no iteration, and is on one node alone', () => {
  expect(metadata).toEqual({
    name: 'pod-start-slo-node-r1-3',
    namespace: 'ci',
    labels: { 'app.kubernetes.io/managed-by': 'pod-start-slo', 'pod-start-slo/run-id': 'r1' },
    annotations: { 'pod-start-slo/lease-in': 'slo' },
  });
  const terms =
    spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  expect(terms).toEqual([{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }]);
});

it('A node helper has no more than it needs, and ends by itself', () => {
  expect(spec).toMatchObject({
    activeDeadlineSeconds: 360,
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
  });
  for (const shared of ['hostPID', 'hostNetwork', 'hostIPC'] as const) expect(spec?.[shared]).toBeUndefined();
  const [container] = spec?.containers ?? [];
  expect(container?.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'], add: ['SYS_CHROOT'] },
  });
  expect(container?.volumeMounts).toEqual([{ name: 'node', mountPath: '/host', readOnly: true }]);
});

it('Its commands are programs of the node', () => {
  const { container, command } = nodeHelperCommand(['crictl', 'rmi', 'x']);
  expect(spec?.containers.map(({ name }) => name)).toEqual([container]);
  expect(command).toEqual(['chroot', '/host', 'crictl', 'rmi', 'x']);
});
