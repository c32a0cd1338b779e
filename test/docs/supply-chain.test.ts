import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Job {
  permissions?: Record<string, string>;
  steps: { uses?: string; run?: string }[];
}

const { jobs } = parse(read('.github/workflows/release.yml')) as { jobs: Record<string, Job> };
const mayWrite = Object.entries(jobs).filter(([, { permissions = {} }]) =>
  Object.values(permissions).includes('write'),
);

describe('the release', () => {
  it('is signed by a job', () => {
    expect(mayWrite.filter(([, job]) => job.permissions?.['id-token'] === 'write')).toHaveLength(1);
  });

  it.each(mayWrite)(
    'installs nothing and runs no program of a package in the job %s, which may write',
    (_, { steps }) => {
      const programs = steps.flatMap(({ run = '' }) => run.split('\n')).join('\n');
      expect(programs).not.toMatch(/\b(npm|npx|yarn|pnpm|node|make|go|pip)\b|\.ci\/|node_modules/);
      expect(steps.filter(({ uses = '' }) => /setup-/.test(uses))).toEqual([]);
    },
  );
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
