import { describe, expect, it } from 'vitest';
import { resolvePlan } from '../../../src/core/config/resolve.ts';
import type { RawValue, ReadText } from '../../../src/core/config/input.ts';
import { documents, pod, service } from './support.ts';

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;

/** Files by path; a path that others are below is a folder. */
function reader(files: Readonly<Record<string, string>>): ReadText {
  return (path) => {
    const inside = Object.keys(files).filter((name) => name.startsWith(`${path}/`));
    if (inside.length > 0)
      return { problem: 'is a folder, not a file', files: inside.map((name) => name.slice(path.length + 1)) };
    return files[path] ?? { problem: 'there is no such file' };
  };
}

function resolve(
  manifest: RawValue,
  files: Readonly<Record<string, string>>,
  nameOf = (name: string) => `--${name}`,
) {
  return resolvePlan({ settings: { manifest }, nameOf, randomSeed: 1 }, reader(files));
}

function sourcesOf(manifest: RawValue, files: Readonly<Record<string, string>>): string[] {
  const resolution = resolve(manifest, files);
  if ('problems' in resolution) throw new Error(JSON.stringify(resolution.problems));
  const workload = resolution.plan.scenarios[0]?.workload;
  return workload?.kind === 'manifest' ? workload.manifests.map(({ source }) => source) : [];
}

function problemsOf(
  manifest: RawValue,
  files: Readonly<Record<string, string>> = {},
  nameOf?: (name: string) => string,
) {
  const resolution = resolve(manifest, files, nameOf);
  return 'problems' in resolution ? resolution.problems : [];
}

describe('a manifest in several places', () => {
  const files = { 'a.yml': configMap('cfg'), 'b.yml': documents(pod(), service()) };

  it('is read whole, from a flag given several times and from lines of an input', () => {
    const all = ['a.yml#1', 'b.yml#1', 'b.yml#2'];
    expect(sourcesOf(['a.yml', 'b.yml'], files)).toEqual(all);
    expect(sourcesOf('a.yml\nb.yml\n', files)).toEqual(all);
  });

  it('may be a list in the configuration file', () => {
    const config = 'scenarios: [{ workload: { manifest: [a.yml, b.yml] } }]';
    const resolution = resolvePlan(
      { config: 'ci/p.yml', settings: {}, nameOf: (name) => `--${name}`, randomSeed: 1 },
      reader({ 'ci/p.yml': config, 'ci/a.yml': configMap('cfg'), 'ci/b.yml': documents(pod(), service()) }),
    );
    expect(resolution).toMatchObject({ plan: { scenarios: [{ workload: { manifests: [{}, {}, {}] } }] } });
  });

  it('reads a folder as kubectl does: its manifest files in the order of their names', () => {
    const folder = {
      'deploy/20-service.json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'app' },
        spec: { selector: { app: 'app' }, ports: [{ port: 80 }] },
      }),
      'deploy/10-pod.yaml': pod(),
      'deploy/README.md': 'no manifest',
    };
    expect(sourcesOf('deploy', folder)).toEqual(['deploy/10-pod.yaml#1', 'deploy/20-service.json#1']);
  });

  it('finds what two files both hold', () => {
    expect(problemsOf(['a.yml', 'a2.yml', 'b.yml'], { ...files, 'a2.yml': configMap('cfg') })).toMatchObject([
      { field: 'a2.yml#1', message: 'ConfigMap/cfg is in a.yml#1 already' },
    ]);
  });

  it.each([
    [
      'an empty folder',
      'deploy',
      { 'deploy/README.md': 'x' },
      'the folder holds no .yaml, .yml or .json file',
      undefined,
    ],
    ['commas', 'a.yml,b.yml', files, 'there is no such file', 'give each path by itself: a.yml and b.yml'],
    [
      'an address',
      'https://example.com/app.yml',
      {},
      'is an address; a manifest is read from a file',
      "curl -fsSL 'https://example.com/app.yml' | pod-start-slo run -f -",
    ],
    [
      'the folder of a kustomization',
      'overlays/dev',
      { 'overlays/dev/kustomization.yaml': 'resources: [../base]' },
      'is a kustomization, which kubectl has to render first',
      'kubectl kustomize overlays/dev | pod-start-slo run -f -',
    ],
    [
      'a kustomization',
      'overlays/dev/kustomization.yml',
      { 'overlays/dev/kustomization.yml': 'resources: [../base]' },
      'is a kustomization, which kubectl has to render first',
      'kubectl kustomize overlays/dev/ | pod-start-slo run -f -',
    ],
  ])('says what to do with %s', (_, path, given, message, fix) => {
    const [problem, ...more] = problemsOf(path, given);
    expect(problem).toMatchObject({ field: '--manifest', value: path, message });
    expect([problem?.fix, more]).toEqual([fix, []]);
  });

  it('names no flag in the action', () => {
    const [problem] = problemsOf('k', { 'k/Kustomization': '' }, (name) => name);
    expect(problem?.fix).toBe('kubectl kustomize k > rendered.yml, and name rendered.yml here');
  });

  it('is not taken for paths where it is the manifest itself, nor printed', () => {
    const secret =
      'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: NOT-TO-BE-SEEN}\n';
    for (const given of [secret, [secret], JSON.stringify({ kind: 'Secret' }, null, 1)]) {
      const problems = problemsOf(given);
      expect(problems).toMatchObject([
        { field: '--manifest', message: 'is the content of a manifest, not the path of one' },
      ]);
      expect(JSON.stringify(problems)).not.toContain('NOT-TO-BE-SEEN');
    }
  });
});

describe('JSON documents one after the other', () => {
  const text = (...objects: unknown[]) => objects.map((object) => JSON.stringify(object, null, 2)).join('\n');
  const app = {
    pod: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'app', labels: { app: 'a}{' } },
      spec: { containers: [] },
    },
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'app' },
      spec: { selector: { app: 'a}{' }, ports: [{ port: 80 }] },
    },
  };

  it('are all read', () => {
    expect(sourcesOf('-', { '-': text(app.pod, app.service) })).toEqual(['-#1', '-#2']);
    expect(sourcesOf('-', { '-': JSON.stringify(app.pod) + JSON.stringify(app.service) })).toEqual([
      '-#1',
      '-#2',
    ]);
  });

  it('are refused as before where one of them is broken', () => {
    expect(problemsOf('-', { '-': `${text(app.pod)}\n{"kind": ` }).length).toBeGreaterThan(0);
  });
});
