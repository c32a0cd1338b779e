import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { pack } from '../../scripts/pack.ts';
import { run } from '../cluster/support/command.ts';
import { startNpmRegistry, type NpmRegistry } from './npm-registry.ts';

// What `release.yml` does with npm, to a registry on loopback.

const root = join(import.meta.dirname, '../..');
const { version, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  engines: object;
};
const folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-release-'));
let registry: NpmRegistry;
let path = '';

beforeAll(async () => {
  path = await pack(folder, dirname(inject('program')));
  registry = await startNpmRegistry();
  const { code, stderr } = await registry.publish(path);
  expect(code, stderr).toBe(0);
  // Installs verdaccio the first time.
}, 600_000);
afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

it('the package is named after the version, and holds what the action and the command line need', async () => {
  expect(path).toBe(join(folder, `pod-start-slo-${version}.tgz`));
  const { stdout } = await run('tar', ['--list', '--file', path]);
  const files = stdout.trim().split('\n');
  const needed = [
    'action.yml',
    'action-types.yml',
    'dist/cli/main.js',
    'dist/action/main.js',
    'README.md',
    'LICENSE',
  ];
  expect(files).toEqual(expect.arrayContaining(needed.map((each) => `package/${each}`)));
  expect(files.filter((each) => /^package\/(src|test|scripts|harness|node_modules)\//.test(each))).toEqual(
    [],
  );
});

it('the package holds nothing that is bound to one processor, so that both architectures get the same', async () => {
  const unpacked = join(folder, 'both');
  mkdirSync(unpacked);
  await run('tar', ['--extract', '--file', path, '--directory', unpacked]);
  const files = globSync('**/*', { cwd: unpacked, withFileTypes: true }).filter((each) => each.isFile());
  expect(files.length).toBeGreaterThan(50);
  const isProgram = (file: Buffer): boolean => file.subarray(0, 4).toString('latin1') === '\x7fELF';
  const bound = files.filter(({ name, parentPath }) => isProgram(readFileSync(join(parentPath, name))));
  expect(bound.map(({ name }) => name)).toEqual([]);
});

it('npx runs the published version in an empty folder, and installs no other package for it', async () => {
  const { code, stdout, stderr } = await registry.npx(version, ['--version']);
  expect(code, stderr).toBe(0);
  expect(stdout.trim()).toBe(version);
  expect(registry.installed()).toEqual(['pod-start-slo']);
});

it('npx validates a configuration file, and its exit code is that of the program', async () => {
  const scenario = (port: number | string): string =>
    `scenarios: [{ name: web, workload: { image: nginx, port: ${port} }, objectives: ['p95 <= 30s'] }]\n`;
  const valid = await registry.npx(version, ['validate'], { files: { 'pod-start-slo.yml': scenario(80) } });
  expect(valid.code, valid.stderr).toBe(0);
  expect(valid.stdout).toContain('p95 <= 30s');
  const wrong = await registry.npx(version, ['validate'], {
    files: { 'pod-start-slo.yml': scenario('eighty') },
  });
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('scenarios[0].workload.port');
});

it('a version is published once: the registry refuses another package under its name', async () => {
  const again = await registry.publish(path);
  expect(again.code).not.toBe(0);
  expect(again.stderr).toMatch(/E409|already present|cannot publish over/i);
});

it('the tarball alone is enough for who installs it without a registry', async () => {
  const unpacked = join(folder, 'unpacked');
  const made = await run('sh', [
    '-c',
    'mkdir "$1" && tar --extract --file "$2" --directory "$1"',
    'sh',
    unpacked,
    path,
  ]);
  expect(made.code, made.stderr).toBe(0);
  const manifest = JSON.parse(readFileSync(join(unpacked, 'package/package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  expect(manifest).toMatchObject({
    version,
    engines,
    repository: { url: 'git+https://github.com/org/pod-start-slo.git' },
  });
  expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(['dependencies']));
  const started = await run(process.execPath, [join(unpacked, 'package/dist/cli/main.js'), '--version']);
  expect(started.stdout.trim()).toBe(version);
});
