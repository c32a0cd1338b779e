import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { run } from './support/command.ts';
import { jobFromCronJob } from './support/cron-job.ts';
import { deployed, measuredNamespace, rightsIn, toolNamespace, type Rule } from './support/deployed.ts';
import { environment } from './support/environment.ts';
import { kubectl, namespaceGoes, objectsIn } from './support/kubectl.ts';
import { startAlertmanager, startPrometheus, type Notification } from './support/monitoring.ts';
import { portForward } from './support/port-forward.ts';
import { makeFolder } from './support/result.ts';
import { setDelay, slowingApp } from './support/slowing-app.ts';
import { waitFor } from './support/waiting.ts';

// In one file, whose tests run one after the other: the namespaces of the overlays have fixed names.

/** As the CronJob has them, but for how often and by which evidence: a night has more time than a test. */
const args = [
  'run',
  '--config=/etc/pod-start-slo/pod-start-slo.yml',
  '--iterations=2',
  '--export-json=/var/lib/pod-start-slo/nightly.json',
];
const patches = [
  {
    target: { kind: 'CronJob' },
    patch: JSON.stringify([
      { op: 'replace', path: '/spec/jobTemplate/spec/template/spec/containers/0/args', value: args },
    ]),
  },
];

const filesWith = (objective: string): Record<string, string> => ({
  'pod-start-slo.yml': stringify({
    namespace: measuredNamespace,
    scenarios: [
      {
        name: 'app',
        workload: { image: environment().slowStartImage, port: 8080, restricted: true },
        objectives: [objective],
      },
    ],
    watch: { slo: '30s', sla: '60s' },
  }),
});

test('the CronJob’s pod judges with no more rights than it has, and the Job ends by the verdict', async () => {
  await using deployment = await deployed({ of: 'nightly', files: filesWith('p95 <= 30s'), patches });
  expect(deployment.said).not.toContain('Warning');
  const met = await jobFromCronJob('met');
  expect(met).toMatchObject({ succeeded: true, exitCode: 0 });
  expect(met.log).toMatch(/^MET {2}p95 is .+ within its limit of 30 s$/m);
  expect(met.log).not.toContain('may not');
  expect(met.log).not.toContain('forbidden');
  // Inside the cluster the Service itself is asked, as a client of it does.
  expect(met.log).toContain('via cluster-ip');

  await deployment.apply(filesWith('max <= 1ms'));
  const violated = await jobFromCronJob('violated');
  // Not tried again: a verdict is an answer.
  expect(violated).toMatchObject({ succeeded: false, reason: 'PodFailurePolicy', exitCode: 1, pods: 1 });
  expect(violated.log).toMatch(/^VIOLATED {2}/m);
  expect(violated.terminationMessage).toContain('VIOLATED');
  const ours = ['Role/pod-start-slo', 'RoleBinding/pod-start-slo'];
  expect(await objectsIn(measuredNamespace)).toEqual(ours);

  await deployment.remove();
  for (const name of [toolNamespace, measuredNamespace]) expect(await namespaceGoes(name, 10_000)).toBe(true);
}, 300_000);

test('the account may do what its Role says where pods are measured, and nothing anywhere else', async () => {
  await using deployment = await deployed({ of: 'nightly', files: filesWith('p95 <= 30s') });
  const allowed = await waitFor('the rights', async () => {
    const found = await rightsIn(measuredNamespace);
    return found.length > 0 ? found : null;
  });
  expect(allowed.map(asText).sort()).toEqual(rulesOfRole().map(asText).sort());
  for (const other of [toolNamespace, 'default', 'kube-system']) expect(await rightsIn(other)).toEqual([]);

  // What it may do more is in components of their own, and the API server takes all of them.
  const said = await deployment.dryRun(['continuous', 'node-names', 'persistent-state', 'network-policy']);
  expect(said).not.toContain('Warning');
  for (const kind of ['clusterrole', 'persistentvolumeclaim', 'networkpolicy', 'deployment', 'cronjob'])
    expect(said).toMatch(new RegExp(`^${kind}\\S*/pod-start-slo\\S* (created|configured|unchanged)`, 'm'));

  for (const namespace of [toolNamespace, measuredNamespace])
    await expect(kubectl(['run', 'root', '--image=a', '-n', namespace, '--dry-run=server'])).rejects.toThrow(
      'violates PodSecurity "restricted:latest"',
    );
}, 120_000);

/** Other tests share the CPUs: a start that is not slow takes up to half of it. */
const limitSeconds = 6;

test('a start that has become slow fires alerts at a real Alertmanager, and recovery resolves them', async () => {
  using folder = makeFolder();
  await using alertmanager = await startAlertmanager(folder.path);
  const webhook = `http://${await dockerGateway()}:${alertmanager.port}`;
  await using deployment = await deployed({ of: 'continuous', files: slowingApp({ webhook, limitSeconds }) });
  expect(deployment.said).not.toContain('Warning');
  await setDelay('0s');
  await kubectl(['rollout', 'status', 'deployment/pod-start-slo', '-n', toolNamespace, '--timeout=60s']);

  await using health = await portForward(toolNamespace, 'deployment/pod-start-slo', 9091);
  expect((await fetch(`http://${health.address}/readyz`)).status).toBe(200);
  await using forward = await portForward(toolNamespace, 'service/pod-start-slo', 9090);
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
/** By Prometheus. Of the four windows this one is over soon: 30% of all that there is, and of the last half hour. */
const burning = { alertname: 'PodStartSloBudgetBurn', limit: 'slo', window: '6h' };

function hasLabels({ labels }: Notification, wanted: Notification['labels']): boolean {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}

const isOurs = /^(Role|RoleBinding)\/pod-start-slo$|^ConfigMap\/delay$/;

function rulesOfRole(): Rule[] {
  const file = resolve(import.meta.dirname, '../../deploy/base/rights.yml');
  const [role] = parseAllDocuments(readFileSync(file, 'utf8'));
  return (role?.toJS() as { rules: Rule[] }).rules;
}

function asText({ verbs, apiGroups, resources, resourceNames = [] }: Rule): string {
  return [verbs, apiGroups, resources, resourceNames].map((words) => words.join(',')).join(' | ');
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
