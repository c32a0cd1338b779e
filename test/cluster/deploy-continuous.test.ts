import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { run } from './support/command.ts';
import { deployed, measuredNamespace, toolNamespace } from './support/deployed.ts';
import { environment } from './support/environment.ts';
import { kubectl, namespaceGoes, objectsIn } from './support/kubectl.ts';
import { startAlertmanager, startPrometheus, type Notification } from './support/monitoring.ts';
import { portForward } from './support/port-forward.ts';
import { makeFolder } from './support/result.ts';
import { waitFor } from './support/waiting.ts';

/** Other tests share the CPUs: a start that is not slow takes up to half of it. */
const limitSeconds = 6;

test('a start that has become slow fires alerts at a real Alertmanager, and recovery resolves them', async () => {
  using folder = makeFolder();
  await using alertmanager = await startAlertmanager(folder.path);
  const webhook = `http://${await dockerGateway()}:${alertmanager.port}`;
  await using deployment = await deployed({ of: 'continuous', files: filesWith(webhook) });
  expect(deployment.said).not.toContain('Warning');
  await setDelay('0s');
  await kubectl(['rollout', 'status', 'deployment/pod-start-slo', '-n', toolNamespace, '--timeout=60s']);

  await using forward = await portForward(toolNamespace, 'service/pod-start-slo', 9090);
  expect((await fetch(`http://${forward.address}/readyz`)).status).toBe(200);
  await using prometheus = await startPrometheus(folder.path, { target: forward.address, alertmanager });
  const told = (status: Notification['status'], wanted: Notification['labels']): Promise<Notification> =>
    waitFor(
      `${JSON.stringify(wanted)} to be told as ${status}`,
      () =>
        alertmanager.notifications.find((each) => each.status === status && hasLabels(each, wanted)) ?? null,
      120_000,
    );

  await waitFor('five fast starts, as Prometheus sees them', async () => {
    const [sample] = await prometheus.query('pod_start_slo_judged_iterations_total{scenario="app"}');
    return (sample?.value ?? 0) >= 5 ? true : null;
  });
  const [quantile] = await prometheus.query('pod_start_slo_window_quantile_seconds{limit="slo"}');
  expect(quantile?.value).toBeGreaterThan(0.2);
  expect(quantile?.value).toBeLessThan(limitSeconds);
  expect(alertmanager.notifications).toEqual([]);

  await setDelay('8s');
  const byWebhook = await told('firing', violated);
  expect(byWebhook.labels).toEqual({ ...violated, scenario: 'app', severity: 'warning' });
  expect(byWebhook.annotations['summary']).toBe('app: SLO p95 <= 6s is violated');
  const byRule = await told('firing', burning);
  expect(byRule.labels).toEqual({
    ...burning,
    namespace: toolNamespace,
    scenario: 'app',
    severity: 'warning',
  });

  await setDelay('0s');
  await told('resolved', violated);
  await told('resolved', burning);
  // The webhook is told at once; Prometheus sees the gauge at its next scrape.
  await waitFor('no alert to fire, as Prometheus sees it', async () => {
    const [firing] = await prometheus.query('max(pod_start_slo_alert_firing)');
    return firing?.value === 0 ? true : null;
  });

  // One alert an episode and limit: nothing was told twice.
  const violations = alertmanager.notifications.filter((each) => hasLabels(each, violated));
  expect(violations.map(({ status }) => status)).toEqual(['firing', 'resolved']);

  await kubectl(['scale', 'deployment/pod-start-slo', '-n', toolNamespace, '--replicas=0']);
  await kubectl(['wait', '--for=delete', 'pod', '--all', '-n', toolNamespace, '--timeout=80s']);
  // It has deleted what it had started.
  expect((await objectsIn(measuredNamespace)).filter((each) => !isOurs.test(each))).toEqual([]);
  await deployment.remove();
  for (const name of [toolNamespace, measuredNamespace]) expect(await namespaceGoes(name, 10_000)).toBe(true);
}, 420_000);

/** By the tool's own webhook, over its own window. */
const violated = { alertname: 'PodStartSloViolated', limit: 'slo' };
/** By Prometheus. Of the four windows this one is over soon: 30 % of all that there is, and of the last half hour. */
const burning = { alertname: 'PodStartSloBudgetBurn', limit: 'slo', window: '6h' };

function hasLabels({ labels }: Notification, wanted: Notification['labels']): boolean {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}

const isOurs = /^(Role|RoleBinding)\/pod-start-slo$|^ConfigMap\/delay$/;

/** Starts every few seconds of a pod that listens after as long as a ConfigMap says. */
function filesWith(webhook: string): Record<string, string> {
  const config = {
    namespace: measuredNamespace,
    scenarios: [{ name: 'app', workload: { manifest: 'app.yml' } }],
    // A start and its deletion take 4 s here: with less, each would be late by the one before, and slow by that.
    watch: { interval: '5s', window: '50s', slo: `p95 <= ${limitSeconds}s`, sla: '60s', webhook },
  };
  return { 'pod-start-slo.yml': stringify(config), 'app.yml': `${stringify(service)}---\n${stringify(pod)}` };
}

const labels = { app: 'app' };
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'app' },
  spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
};
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'app', labels },
  spec: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'app',
        image: environment().slowStartImage,
        env: [
          {
            name: 'SLOW_START_LISTEN_AFTER',
            valueFrom: { configMapKeyRef: { name: 'delay', key: 'delay', optional: true } },
          },
        ],
        ports: [{ containerPort: 8080 }],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
};

/** How long a pod sleeps before it listens; each start reads it, so that the tool itself goes on undisturbed. */
async function setDelay(delay: string): Promise<void> {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'delay' }, data: { delay } };
  await kubectl(['apply', '-n', measuredNamespace, '-f', '-'], JSON.stringify(object));
}

/** This machine, as pods reach it. */
async function dockerGateway(): Promise<string> {
  const ended = await run('docker', ['network', 'inspect', 'kind', '--format', '{{json .IPAM.Config}}']);
  const configs = JSON.parse(ended.stdout) as { Gateway?: string; Subnet?: string }[];
  const gateway = configs.find(
    ({ Subnet, Gateway }) => Gateway !== undefined && Subnet?.includes('.'),
  )?.Gateway;
  if (gateway === undefined) throw new Error(`the network kind has no gateway: ${ended.stdout}`);
  return gateway;
}
