import { describe, expect, it } from 'vitest';
import type { KubernetesObject, Scenario } from '../../../src/core/plan.ts';
import { podTemplateOf } from '../../../src/kube/workload/pod-template.ts';
import { expectedPods, imagesOf, objectName, renderIteration } from '../../../src/kube/workload/render.ts';

const owner = { runId: 'r1', iteration: '3' };
const ownLabels = { 'pod-start-slo/run-id': 'r1', 'pod-start-slo/iteration': '3' };

const notSeveral = { experiment: 'pod-start', burst: 1, healing: null, scaling: null };

function imageScenario(
  overrides: { restricted?: boolean; imagePullPolicy?: Scenario['imagePullPolicy'] } = {},
): Scenario {
  const { restricted = false, imagePullPolicy = null } = overrides;
  return {
    name: 'My App!',
    workload: {
      kind: 'image',
      image: 'app:1',
      port: 8080,
      env: { A: 'b' },
      command: [],
      args: ['serve'],
      restricted,
    },
    ...notSeveral,
    imagePullPolicy,
    gracePeriodSeconds: 1,
  } as unknown as Scenario;
}

function manifestScenario(
  objects: KubernetesObject[],
  imagePullPolicy: Scenario['imagePullPolicy'] = null,
): Scenario {
  const manifests = objects.map((object, index) => ({ source: `app.yml#${index + 1}`, object }));
  const workload = { kind: 'manifest', manifests };
  return {
    ...{ name: 'app', workload, ...notSeveral, imagePullPolicy, gracePeriodSeconds: 2 },
  } as unknown as Scenario;
}

function deployment(replicas?: number): KubernetesObject {
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: {
      initContainers: [{ name: 'init', image: 'init:1' }],
      containers: [{ name: 'web', image: 'web:1' }],
    },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', labels: { 'app.kubernetes.io/managed-by': 'helm' } },
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      selector: { matchLabels: { app: 'web' } },
      template,
    },
  };
}

function service(selector: Record<string, string>): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector, ports: [{ port: 80 }] },
  };
}

describe('the objects for a plain image', () => {
  it('are a Service and then a Pod, labelled with their run and iteration', () => {
    const objects = renderIteration(imageScenario(), 'ns', owner, 'NodePort');
    expect(objects.map(({ kind }) => kind)).toEqual(['Service', 'Pod']);
    for (const { metadata } of objects) {
      expect(metadata).toMatchObject({
        name: 'my-app',
        namespace: 'ns',
        labels: { ...ownLabels, 'app.kubernetes.io/managed-by': 'pod-start-slo' },
      });
    }
  });

  it('take the port, the environment and the arguments, and no service links', () => {
    const pod = renderIteration(imageScenario(), 'ns', owner, 'NodePort')[1];
    expect(pod?.['spec']).toMatchObject({
      enableServiceLinks: false,
      containers: [
        {
          image: 'app:1',
          args: ['serve'],
          env: [{ name: 'A', value: 'b' }],
          ports: [{ containerPort: 8080 }],
        },
      ],
    });
  });

  it('satisfy Pod Security restricted when asked to', () => {
    const pod = renderIteration(imageScenario({ restricted: true }), 'ns', owner, 'NodePort')[1];
    expect(pod?.['spec']).toMatchObject({
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }],
    });
  });
});

describe('the objects of a manifest', () => {
  it('come in an order in which each finds what it needs, and the plan keeps its own copy untouched', () => {
    const original = deployment(2);
    const before = structuredClone(original);
    const objects = renderIteration(
      manifestScenario([original, service({ app: 'web' })]),
      'ns',
      owner,
      'NodePort',
    );
    expect(objects.map(({ kind }) => kind)).toEqual(['Service', 'Deployment']);
    expect(original).toEqual(before);
  });

  it('carry the labels on the pods too, and leave the user’s managed-by alone', () => {
    const [rendered] = renderIteration(manifestScenario([deployment()]), 'ns', owner, 'NodePort');
    expect(rendered?.metadata.labels).toMatchObject({ ...ownLabels, 'app.kubernetes.io/managed-by': 'helm' });
    expect(rendered === undefined ? null : podTemplateOf(rendered)?.labels).toMatchObject({
      app: 'web',
      ...ownLabels,
    });
  });

  it('have their Service narrowed to the pods of the iteration, so that no old pod answers for them', () => {
    const objects = renderIteration(
      manifestScenario([deployment(), service({ app: 'web' })]),
      'ns',
      owner,
      'NodePort',
    );
    expect(objects[0]?.['spec']).toMatchObject({ selector: { app: 'web', ...ownLabels } });
  });

  it('leave a Service alone that selects none of their pods', () => {
    const objects = renderIteration(
      manifestScenario([deployment(), service({ app: 'other' })]),
      'ns',
      owner,
      'NodePort',
    );
    expect((objects[0]?.['spec'] as { selector: unknown }).selector).toEqual({ app: 'other' });
  });

  it('get the pull policy on every container, init containers included', () => {
    const [rendered] = renderIteration(manifestScenario([deployment()], 'Always'), 'ns', owner, 'NodePort');
    const spec = rendered === undefined ? undefined : podTemplateOf(rendered)?.spec;
    expect(
      [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map((each) => each.imagePullPolicy),
    ).toEqual(['Always', 'Always']);
  });

  it('let the pods of a controller end within the grace period of the plan', () => {
    const [rendered] = renderIteration(manifestScenario([deployment()]), 'ns', owner, 'NodePort');
    expect(rendered === undefined ? null : podTemplateOf(rendered)?.spec.terminationGracePeriodSeconds).toBe(
      2,
    );
  });

  it('tell how many pods and which images they stand for', () => {
    expect(expectedPods([deployment(3), service({})])).toBe(3);
    expect(expectedPods([deployment()])).toBe(1);
    expect(imagesOf([deployment(3)])).toEqual(['init:1', 'web:1']);
  });

  it('tell the images of volumes too', () => {
    const object = deployment();
    const volumes = [
      { name: 'model', image: { reference: 'model:1' } },
      { name: 'tmp', emptyDir: {} },
    ];
    Object.assign(podTemplateOf(object)?.spec ?? {}, { volumes });
    expect(imagesOf([object])).toEqual(['init:1', 'web:1', 'model:1']);
  });
});

describe('names', () => {
  it.each([
    ['My App!', 'my-app'],
    ['3 apps', 'apps'],
    ['ÜÖ', 'pod-start'],
    ['a'.repeat(80), 'a'.repeat(50)],
  ])('of objects are made from the scenario’s: %s', (name, expected) => {
    expect(objectName(name)).toBe(expected);
  });
});

describe('the objects of an experiment that needs pods which are replaced', () => {
  const healing = { kill: 'delete', pick: 'random', selector: {}, container: null, gracePeriodSeconds: null };

  it('are a Service and a Deployment with as many pods as asked for', () => {
    const { workload, ...scenario } = imageScenario();
    const replicas = { ...workload, replicas: 3 };
    const healed = { ...scenario, experiment: 'healing', healing, workload: replicas } as unknown as Scenario;
    const [service, made] = renderIteration(healed, 'ns', owner, 'NodePort');
    expect(made).toMatchObject({ kind: 'Deployment', metadata: { name: 'my-app' }, spec: { replicas: 3 } });
    const selector = (service?.['spec'] as { selector: object }).selector;
    expect(made === undefined ? null : podTemplateOf(made)?.labels).toEqual(selector);
    const scaling = { from: 2, to: 5, allowHpa: false };
    const scaled = { ...scenario, experiment: 'scaling', scaling, workload: replicas } as unknown as Scenario;
    expect(renderIteration(scaled, 'ns', owner, 'NodePort')[1]).toMatchObject({ spec: { replicas: 2 } });
  });

  it('keep the grace period of their pods for healing, unless one is given', () => {
    const graceOf = (gracePeriodSeconds: number | null) => {
      const scenario = { ...manifestScenario([deployment()]), experiment: 'healing' as const };
      const plan = { ...healing, gracePeriodSeconds } as Scenario['healing'];
      const [rendered] = renderIteration({ ...scenario, healing: plan }, 'ns', owner, 'NodePort');
      return rendered === undefined ? null : podTemplateOf(rendered)?.spec.terminationGracePeriodSeconds;
    };
    expect(graceOf(null)).toBeUndefined();
    expect(graceOf(7)).toBe(7);
  });
});
