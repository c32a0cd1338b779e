import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../test/cluster/support/command.ts';

const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'pod-start-slo/powerfulseal');
const requirements = join(import.meta.dirname, 'requirements.txt');
const version = 'powerfulseal==3.1.0';

/**
 * PowerfulSeal from PyPI in a virtual environment of its own, made once; the Python of it. Its own pins do not install
 * on Python 3.11 any more (PyYAML below 6 does not build), so what it needs is pinned in requirements.txt and it is
 * installed without its dependencies. @throws where there is no Python, or no package index
 */
export async function installPowerfulSeal(): Promise<string> {
  const python = join(folder, 'bin/python');
  const done = join(folder, 'installed');
  if (existsSync(done)) return python;
  mkdirSync(folder, { recursive: true });
  await needed('python3', ['-m', 'venv', folder]);
  const pip = [...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']];
  await needed(python, [...pip, '-r', requirements]);
  await needed(python, [...pip, '--no-deps', version]);
  writeFileSync(done, `${version}\n`);
  return python;
}

async function needed(program: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await run(program, args, { timeoutMs: 600_000 });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr.trim().slice(-400)}`);
}
