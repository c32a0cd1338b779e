import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCli } from '../../../scripts/build.ts';
import { renderLicenses } from '../../../scripts/licenses.ts';
import { configTemplate } from '../../../src/core/config/template.ts';
import { renderJson } from '../../../src/reports/formats/json.ts';
import { renderMarkdown } from '../../../src/reports/markdown/markdown.ts';
import { renderTable } from '../../../src/reports/terminal/table.ts';
import { exampleResults } from '../../reports/example-results.ts';
import { makeResult } from '../../make-result.ts';

const root = join(import.meta.dirname, '../../..');
const place = mkdtempSync(join(tmpdir(), 'pod-start-slo-test-'));
const built = join(place, 'cli');
const met = exampleResults['met'] ?? makeResult({ scenarios: [] });
const packageFile = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
let metafile: Metafile;

beforeAll(async () => {
  metafile = await buildCli(built);
}, 60_000);

/** Runs the bundle as a shell would: by its path, in an empty folder. */
function cli(...args: string[]) {
  const env = { PATH: `${join(process.execPath, '..')}:${process.env['PATH'] ?? ''}`, HOME: place };
  return spawnSync(join(built, 'main.js'), args, { cwd: place, env, encoding: 'utf8' });
}

function file(name: string, text: string): string {
  writeFileSync(join(place, name), text);
  return join(place, name);
}

describe('The command line', () => {
  it('prints its version, alone', () => {
    expect(cli('--version')).toMatchObject({ status: 0, stdout: `${packageFile.version}\n`, stderr: '' });
  });

  it('prints help with examples on standard output', () => {
    const { status, stdout, stderr } = cli('run', '--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('Examples:\n  # one image, one objective');
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('prints the exit codes in its own help, which is bad usage where nothing was asked', () => {
    expect(cli('--help')).toMatchObject({ status: 0 });
    expect(cli().status).toBe(2);
    expect(cli().stdout).toContain('130, 143');
  });

  it('suggests the flag that was meant', () => {
    const { status, stdout, stderr } = cli('run', '--imge', 'app');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(
      'error: invalid input\n  --imge: there is no such flag\n    fix: did you mean --image?\n',
    );
  });

  it.each([[['rum']], [['run', '--image']], [['report']], [['validate', 'surplus']]])(
    'refuses %j as bad usage',
    (args) => {
      expect(cli(...args)).toMatchObject({ status: 2, stdout: '' });
    },
  );

  it('refuses a run without anything to start', () => {
    const { status, stderr } = cli('run', '--objective', 'p95 <= 30s');
    expect(status).toBe(2);
    expect(stderr).toContain('--image: nothing to measure');
  });

  it('takes a value that begins with a dash', () => {
    const { status, stdout } = cli('validate', '--image', 'app', '--port', '80', '--arg', '--verbose');
    expect({ status, isValid: stdout.includes('valid: 1 scenario') }).toEqual({ status: 0, isValid: true });
  });

  it('has every licence it has to state', async () => {
    const licenses = await renderLicenses(root, metafile);
    expect(licenses).toContain('commander');
    expect(licenses).not.toContain('holds no licence text');
  });
});

describe('The command init', () => {
  it('writes a configuration that is valid, and overwrites none unless forced', () => {
    expect(cli('init', 'new/pod-start-slo.yml').status).toBe(0);
    const path = join(place, 'new/pod-start-slo.yml');
    expect(readFileSync(path, 'utf8')).toBe(configTemplate);
    expect(cli('validate', '-c', path).status).toBe(0);
    writeFileSync(path, 'mine');
    const refused = cli('init', 'new/pod-start-slo.yml');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('already exists and is not overwritten');
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(cli('init', 'new/pod-start-slo.yml', '--force').status).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(configTemplate);
  });
});

describe('The command validate', () => {
  it('prints what a run would do', () => {
    const { status, stdout } = cli('validate', '-c', join(root, 'examples/several-images/pod-start-slo.yml'));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^nginx\n {2}starts {6}docker.io\/library\/nginx/);
    expect(stdout).toMatch(/valid: 4 scenarios; nothing was created\n$/);
  });

  it('prints everything that is wrong with a file', () => {
    const path = file(
      'bad.yml',
      'scenarios:\n  - workload: { image: app, port: x }\n    probe: { pth: / }\n',
    );
    const { status, stderr, stdout } = cli('validate', '-c', path);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('scenarios[0].workload.port');
    expect(stderr).toContain('did you mean "path"?');
  });

  it('finds the usual file by itself', () => {
    const path = file('pod-start-slo.yml', configTemplate);
    expect(cli('validate').stdout).toBe(cli('validate', '-c', path).stdout);
  });
});

describe('The command report', () => {
  it('prints a result in every form', () => {
    const path = file('result.json', renderJson(met));
    expect(cli('report', path)).toMatchObject({ status: 0, stdout: renderTable(met), stderr: '' });
    expect(cli('report', path, '--format', 'markdown').stdout).toBe(renderMarkdown(met));
    expect(cli('report', path, '--format', 'json').stdout).toBe(renderJson(met));
  });

  it('has colours only where they are wanted', () => {
    const path = file('result.json', renderJson(met));
    const env = { PATH: process.env['PATH'], FORCE_COLOR: '1' };
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [join(built, 'main.js'), 'report', path, ...args], {
        env,
        encoding: 'utf8',
      }).stdout;
    expect(run()).toContain('\u001B[');
    expect(run('--no-color')).toBe(renderTable(met));
  });

  it.each([
    ['text', 'is not JSON'],
    ['{"schemaVersion":2}', 'is not a result of version 1'],
  ])('refuses a file that holds %s', (text, message) => {
    const { status, stderr } = cli('report', file('other.json', text));
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
