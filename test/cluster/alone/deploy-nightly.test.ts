import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { deployed, measuredNamespace, rightsIn, toolNamespace, type Rule } from '../support/deployed.ts';
import { environment } from '../support/environment.ts';
import { kubectl, namespaceGoes, objectsIn } from '../support/kubectl.ts';
import { waitFor } from '../support/waiting.ts';

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

interface JobEnd {
  succeeded: boolean;
  reason: string | undefined;
  exitCode: number | undefined;
  terminationMessage: string | undefined;
  pods: number;
  log: string;
}

interface Job {
  status: { conditions?: { type: string; reason?: string }[] };
}
interface Pods {
  items: {
    status: { containerStatuses: { state: { terminated?: { exitCode: number; message?: string } } }[] };
  }[];
}

/** Runs a Job of the CronJob to its end. */
async function jobFromCronJob(name: string): Promise<JobEnd> {
  const inNamespace = ['-n', toolNamespace];
  await kubectl(['create', 'job', name, '--from=cronjob/pod-start-slo', ...inNamespace]);
  const end = await waitFor(
    `the end of the Job ${name}`,
    async () => {
      const job = JSON.parse(await kubectl(['get', 'job', name, ...inNamespace, '-o', 'json'])) as Job;
      return job.status.conditions?.find(({ type }) => type === 'Complete' || type === 'Failed') ?? null;
    },
    120_000,
  );
  const selector = ['-l', `job-name=${name}`, ...inNamespace];
  const { items } = JSON.parse(await kubectl(['get', 'pods', ...selector, '-o', 'json'])) as Pods;
  const terminated = items[0]?.status.containerStatuses[0]?.state.terminated;
  return {
    succeeded: end.type === 'Complete',
    reason: end.reason,
    exitCode: terminated?.exitCode,
    terminationMessage: terminated?.message,
    pods: items.length,
    log: await kubectl(['logs', `job/${name}`, ...inNamespace]),
  };
}

function rulesOfRole(): Rule[] {
  const file = resolve(import.meta.dirname, '../../../deploy/base/rights.yml');
  const [role] = parseAllDocuments(readFileSync(file, 'utf8'));
  return (role?.toJS() as { rules: Rule[] }).rules;
}

function asText({ verbs, apiGroups, resources, resourceNames = [] }: Rule): string {
  return [verbs, apiGroups, resources, resourceNames].map((words) => words.join(',')).join(' | ');
}
