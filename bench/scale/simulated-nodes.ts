import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../../test/cluster/support/environment.ts';
import { kubectl } from '../../test/cluster/support/kubectl.ts';
import { waitFor } from '../../test/cluster/support/waiting.ts';

/** Label and taint of the nodes, so that nothing else lands there. */
export const simulated = 'bench.pod-start-slo/simulated';
/** Pods that the bench makes Ready itself. */
export const byHand = 'bench.pod-start-slo/by-hand';
const nodeCount = 10;

/**
 * Nodes that do not exist, whose kubelets KWOK plays. Their pods have the address of one real pod: so the Service in front
 * of them answers over the real kube-proxy, and they answer when they are asked themselves.
 */
export async function simulatedNodes(folder: string, answeringIp: string): Promise<AsyncDisposable> {
  await using undo = new AsyncDisposableStack();
  const config = join(folder, 'kwok.yaml');
  writeFileSync(config, [...stagesOfKwok(), podReady(answeringIp)].join('\n---\n'));
  undo.use(startKwok(config, join(folder, 'kwok.log')));
  undo.defer(deleteNodes);
  await kubectl(['apply', '-f', '-'], Array.from({ length: nodeCount }, (_, i) => node(i)).join('\n---\n'));
  await kubectl(['wait', '--for=condition=Ready', 'nodes', '-l', simulated, '--timeout=60s']);
  return undo.move();
}

function kwokHome(): string {
  const home = process.env['KWOK_HOME'] ?? '';
  if (home === '') throw new Error('KWOK_HOME is not set: make bench-scale sets it with harness/kwok');
  return home;
}

function stagesOfKwok(): string[] {
  const names = ['node-initialize', 'node-heartbeat-with-lease', 'pod-delete'];
  return names.map((name) => readFileSync(join(kwokHome(), 'stages', `${name}.yaml`), 'utf8'));
}

function startKwok(config: string, log: string): AsyncDisposable {
  const flags = ['--kubeconfig', environment().kubeconfig, '--config', config];
  const only = [`--manage-nodes-with-label-selector=${simulated}=true`, '--node-lease-duration-seconds=40'];
  const output = openSync(log, 'w');
  const child = spawn(join(kwokHome(), 'bin/kwok'), [...flags, ...only], {
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** And waits for the pods that a DaemonSet had there, which the garbage collector takes. */
async function deleteNodes(): Promise<void> {
  await kubectl(['delete', 'nodes', '-l', simulated, '--ignore-not-found']);
  await waitFor(
    'the pods of simulated nodes gone',
    async () => {
      const names = await kubectl(['get', 'pods', '-A', '-o', 'jsonpath={.items[*].spec.nodeName}']);
      return names.includes('simulated-') ? null : true;
    },
    120_000,
  );
}

function node(index: number): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `simulated-${index}`, labels: { [simulated]: 'true' } },
    spec: { taints: [{ key: simulated, value: 'true', effect: 'NoSchedule' }] },
  });
}

/** A pod is Ready as soon as it has a node, at the address of the one that answers for all. */
function podReady(ip: string): string {
  const condition = (type: string): string =>
    `      - { type: ${type}, status: "True", lastTransitionTime: {{ Now | Quote }} }`;
  return `apiVersion: kwok.x-k8s.io/v1alpha1
kind: Stage
metadata: { name: pod-ready }
spec:
  resourceRef: { apiGroup: v1, kind: Pod }
  selector:
    matchExpressions:
    - { key: .metadata.deletionTimestamp, operator: DoesNotExist }
    - { key: .status.podIP, operator: DoesNotExist }
    - { key: '.metadata.annotations["${byHand}"]', operator: DoesNotExist }
  next:
    statusTemplate: |
      phase: Running
      startTime: {{ Now | Quote }}
      podIP: ${ip}
      podIPs: [{ ip: ${ip} }]
      conditions:
${['Initialized', 'ContainersReady', 'Ready'].map(condition).join('\n')}
      containerStatuses:
      {{ range .spec.containers }}
      - name: {{ .name | Quote }}
        image: {{ .image | Quote }}
        ready: true
        started: true
        restartCount: 0
        state: { running: { startedAt: {{ Now | Quote }} } }
      {{ end }}
`;
}
