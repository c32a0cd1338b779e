import { describe, expect, it } from 'vitest';
import { planOf, problemsOf, resolve } from './support.ts';

const serviceYaml = `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
`;
const podYaml = `
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec: { containers: [{ name: app, image: app:1 }] }
`;
function controllerYaml(kind: string, more = ''): string {
  return `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: app, image: app:1 }] } }
${more}`;
}
const autoscaler = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web-scaler }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, maxReplicas: 9 }
`;

function given(lines: readonly string[], ...documents: string[]) {
  const config = `scenarios:\n  - workload: { manifest: app.yml }\n${lines.map((line) => `    ${line}\n`).join('')}`;
  return { config, files: { 'ci/app.yml': documents.join('\n---\n') } };
}

function told(...args: Parameters<typeof given>): [string, string][] {
  return problemsOf(given(...args)).map(({ field, message }) => [field, message]);
}

function warned(...args: Parameters<typeof given>): string[] {
  const resolution = resolve(given(...args));
  if (!('plan' in resolution)) throw new Error(JSON.stringify(resolution.problems));
  return resolution.warnings.map(({ message }) => message);
}

const burst = ['burst: 5'];
const scaling = ['experiment: scaling', 'scaling: { to: 5 }'];
const oneByOne = 'StatefulSet/web starts its pods one after the other, each when the one before is Ready';

describe('a burst', () => {
  it('is of the one Pod or controller of a manifest', () => {
    expect(planOf(given(burst, serviceYaml, podYaml)).scenarios[0]?.burst).toBe(5);
    expect(planOf(given(burst, serviceYaml, controllerYaml('ReplicaSet'))).scenarios[0]?.burst).toBe(5);
  });

  it('is refused of several, naming them', () => {
    expect(told(burst, serviceYaml, podYaml, controllerYaml('Deployment'))).toEqual([
      [
        'scenarios[0].workload.manifest',
        'holds 2 workloads (Pod/web, Deployment/web), so it is not clear which of them is started with 5 pods',
      ],
    ]);
  });

  it('says of a StatefulSet that it is none', () => {
    expect(warned(burst, serviceYaml, controllerYaml('StatefulSet'))).toEqual([oneByOne]);
    const parallel = controllerYaml('StatefulSet', '  podManagementPolicy: Parallel');
    expect(warned(burst, serviceYaml, parallel)).toEqual([]);
  });
});

describe('scaling', () => {
  it('is refused where the manifest has an autoscaler for what is scaled, unless that is allowed', () => {
    const documents = [serviceYaml, controllerYaml('Deployment'), autoscaler];
    expect(told(scaling, ...documents)).toEqual([
      [
        'scenarios[0].workload.manifest',
        'HorizontalPodAutoscaler/web-scaler scales Deployment/web, and would undo what the experiment does',
      ],
    ]);
    const allowed = ['experiment: scaling', 'scaling: { to: 5, allowHpa: true }'];
    expect(planOf(given(allowed, ...documents)).scenarios[0]?.scaling?.allowHpa).toBe(true);
  });

  it('takes an autoscaler for something else', () => {
    const other = autoscaler.replace('name: web }', 'name: other }');
    expect(planOf(given(scaling, serviceYaml, controllerYaml('Deployment'), other)).scenarios).toHaveLength(
      1,
    );
  });

  it('says of a StatefulSet that its pods start one after the other', () => {
    expect(warned(scaling, serviceYaml, controllerYaml('StatefulSet'))).toEqual([oneByOne]);
  });

  it('is refused of a DaemonSet that is there already', () => {
    const config =
      'namespace: shop\nscenarios:\n  - workload: { target: daemonset/web }\n    experiment: scaling\n    scaling: { to: 5 }\n';
    expect(problemsOf({ config }).map(({ field, message }) => [field, message])).toEqual([
      ['scenarios[0].workload.target', 'cannot be scaled: a DaemonSet has a pod on every node'],
    ]);
  });
});
