/**
 * Writes the npm package of a release into a folder and prints its path: `node scripts/pack.ts out`. What it runs is
 * bundled, so the package depends on no other one: an installation fetches one file, which is the one that was tested.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..');

/** Fields of package.json that concern only who works on the project. */
const developing = new Set(['dependencies', 'devDependencies', 'scripts', 'allowScripts']);

/** Files that npm always adds where they are there. */
const always = ['README.md', 'LICENSE'];

interface Manifest {
  files: string[];
  [field: string]: unknown;
}

/** The package.json of the package. */
export function publishedManifest(manifest: Manifest): Manifest {
  return Object.fromEntries(Object.entries(manifest).filter(([field]) => !developing.has(field))) as Manifest;
}

/** Packs dist/action with the command line that is built in `cli`. Resolves with the path of the package. @throws where npm fails */
export async function pack(folder: string, cli = join(root, 'dist/cli')): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
  await mkdir(folder, { recursive: true });
  const stage = await mkdtemp(join(tmpdir(), 'pod-start-slo-pack-'));
  try {
    for (const name of [...manifest.files, ...always])
      await cp(join(root, name), join(stage, name), { recursive: true });
    await rm(join(stage, 'dist/cli'), { recursive: true, force: true });
    await cp(cli, join(stage, 'dist/cli'), { recursive: true });
    await writeFile(join(stage, 'package.json'), `${JSON.stringify(publishedManifest(manifest), null, 2)}\n`);
    const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', resolve(folder)];
    const { stdout } = await promisify(execFile)('npm', args, { cwd: stage });
    const [packed] = JSON.parse(stdout) as { filename: string }[];
    if (packed === undefined) throw new Error('npm pack named no file');
    return join(resolve(folder), packed.filename);
  } finally {
    await rm(stage, { recursive: true });
  }
}

if (import.meta.main) console.log(await pack(process.argv[2] ?? 'out'));
