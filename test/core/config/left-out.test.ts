import { describe, expect, it } from 'vitest';
import { documents, pod, scenarioOf, service, warningsOf, type Given } from './support.ts';

const given = (manifest: string): Given => ({
  settings: { manifest: 'app.yml' },
  files: { 'app.yml': manifest },
});
const object = (apiVersion: string, kind: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: app }\nspec: {}\n`;

describe('what runs to its end is left out of the workload, with a note', () => {
  const hook = (kind: string, hooks: string, name = 'side', more = '') =>
    `apiVersion: ${kind === 'Job' ? 'batch/v1' : 'v1'}\nkind: ${kind}\nmetadata: { name: ${name}, annotations: { helm.sh/hook: "${hooks}" } }\n${more}`;
  const task = (policy: string, labels = 'task: x') =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: task, labels: { ${labels} } }\nspec: { restartPolicy: ${policy}, containers: [{ name: task, image: 'task:1' }] }\n`;
  const kindsIn = (text: string): string[] => {
    const { workload } = scenarioOf(given(text));
    return workload.kind === 'manifest' ? workload.manifests.map(({ object: { kind } }) => kind) : [];
  };

  it.each([
    ['a Helm test', hook('Pod', 'test'), 'Pod/side is left out: a Helm test (helm.sh/hook: test)'],
    ['an old Helm test', hook('Pod', 'test-success'), 'Pod/side is left out: a Helm test'],
    ['what a Helm test needs', hook('ConfigMap', 'test'), 'ConfigMap/side is left out: a Helm test'],
    [
      'a hook of a deletion',
      hook('Job', 'pre-delete'),
      'Job/side is left out: a Helm hook of no installation',
    ],
    ['a Job before it', hook('Job', 'pre-install, pre-upgrade'), 'Job/side is left out: a Helm hook'],
    ['a Job', object('batch/v1', 'Job'), 'Job/app is left out: a Job runs to its end'],
    ['a CronJob', object('batch/v1', 'CronJob'), 'CronJob/app is left out: a CronJob runs at its own times'],
    [
      'a Pod that ends',
      task('Never'),
      'Pod/task is left out: no Service selects it, and with restartPolicy Never',
    ],
    ['a Pod that ends well', task('OnFailure'), 'Pod/task is left out: no Service selects it'],
  ])('%s', (_, side, note) => {
    const text = documents(side, pod(), service());
    expect(kindsIn(text)).toEqual(['Pod', 'Service']);
    expect(warningsOf(given(text))).toMatchObject([
      { field: 'app.yml#1', message: expect.stringContaining(note) as string },
    ]);
    expect(scenarioOf(given(text)).name).toBe('app');
  });

  it('and none of it is a problem', () => {
    const elsewhere = `apiVersion: batch/v1\nkind: Job\nmetadata: { name: side, namespace: other }\n`;
    expect(kindsIn(documents(elsewhere, pod(), service()))).toEqual(['Pod', 'Service']);
  });

  it('but not what stands behind a Service, nor what a chart installs before its workload', () => {
    const text = documents(hook('ConfigMap', 'pre-install'), task('Never', 'app: app'), pod(), service());
    expect(kindsIn(text)).toEqual(['ConfigMap', 'Pod', 'Pod', 'Service']);
    expect(warningsOf(given(text))).toEqual([]);
  });

  it('but not where there is nothing else to start', () => {
    const text = documents(task('Never'), service());
    expect(kindsIn(text)).toEqual(['Pod', 'Service']);
  });
});
