import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Job {
  needs?: string | string[];
  permissions?: Record<string, string>;
  steps: { uses?: string; run?: string }[];
}

const { jobs } = parse(read('.github/workflows/release.yml')) as { jobs: Record<string, Job> };
const mayWrite = Object.entries(jobs).filter(([, { permissions = {} }]) =>
  Object.values(permissions).includes('write'),
);

/** The one command of npm in such a job: it uploads a file, and runs nothing that the file brings. */
const publish = 'npm publish --ignore-scripts --provenance --access public ./out/pod-start-slo-*.tgz';

describe('the release', () => {
  it('signs the files of the release, the image and the package, each in a job of its own', () => {
    const signing = mayWrite.filter(([, job]) => job.permissions?.['id-token'] === 'write');
    expect(signing.map(([name]) => name).toSorted()).toEqual(['image', 'npm', 'release']);
    const attested = signing.filter(([, { steps }]) =>
      steps.some(({ uses = '' }) => uses.startsWith('actions/attest-build-provenance@')),
    );
    expect(attested.map(([name]) => name)).toEqual(['image', 'release']);
    expect(jobs['npm']?.steps.map(({ run }) => run)).toContain(publish);
  });

  it.each(mayWrite)(
    'installs nothing and runs no program of a package in the job %s, which may write',
    (name, { steps }) => {
      const programs = steps.flatMap(({ run = '' }) => run.split('\n').filter((line) => line !== publish));
      expect(programs.join('\n')).not.toMatch(
        /\b(npm|npx|yarn|pnpm|node|make|go|pip)\b|\.ci\/|node_modules|docker build/,
      );
      // The runner's own npm is older than trusted publishing.
      const setUp = name === 'npm' ? ['actions/setup-node'] : [];
      const used = steps.flatMap(({ uses = '' }) => /^[^@]*setup-[^@]*/.exec(uses)?.[0] ?? []);
      expect(used).toEqual(setUp);
    },
  );

  it('builds the image for both architectures, with an SBOM, and publishes nothing before the tests have passed', () => {
    const built = jobs['build-image']?.steps.map(({ run = '' }) => run).join('\n');
    expect(built).toMatch(/--platform linux\/amd64,linux\/arm64 --sbom=true --provenance=mode=max/);
    const before = (name: string): string[] => {
      const needs = [jobs[name]?.needs ?? []].flat();
      return [...needs, ...needs.flatMap(before)];
    };
    for (const [name] of mayWrite) expect(before(name)).toContain('test');
    expect(before('release')).toEqual(expect.arrayContaining(['pack', 'npm', 'image']));
  });

  it('needs no program of another architecture: the last stage of the image only copies', () => {
    const stages = read('Dockerfile').split(/^FROM /m);
    expect(stages[1]).toMatch(/^--platform=\$BUILDPLATFORM /);
    expect(stages.at(-1)).toContain('COPY --from=build');
    expect(stages.at(-1)).not.toMatch(/^RUN /m);
  });
});

it.each(globSync('{Dockerfile,test/**/Dockerfile}', { cwd: root }))(
  '%s names its base images by digest',
  (path) => {
    const lines = read(path).match(/^FROM .*/gm) ?? [];
    const stages = new Set(lines.map((line) => / AS (\S+)$/.exec(line)?.[1] ?? ''));
    const images = lines.map((line) => line.replace(/^FROM (--\S+ )*/, '').split(' ')[0] ?? '');
    const named = images.filter((image) => image !== 'scratch' && !stages.has(image));
    expect(named).not.toEqual([]);
    expect(named.filter((image) => !/@sha256:[0-9a-f]{64}$/.test(image))).toEqual([]);
  },
);
