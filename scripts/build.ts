/** Bundles the CLI into dist/cli/, which is committed: `node scripts/build.ts`. */
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { renderLicenses } from './licenses.ts';
import { sideEffectFree } from './side-effect-free.ts';

const root = join(import.meta.dirname, '..');

/** Changes how packages are bundled; see each plugin for why. */
const plugins: readonly Plugin[] = [sideEffectFree];

/** CommonJS packages ask for Node's modules with `require`, which an ES module does not have. */
const banner = `import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);`;

const optionsOf = (outdir: string, version: string): BuildOptions => ({
  entryPoints: [join(root, 'src/hosts/cli/main.ts')],
  outdir,
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node24',
  minify: true,
  sourcemap: false,
  legalComments: 'none',
  define: { POD_START_SLO_VERSION: JSON.stringify(version) },
  banner: { js: banner },
  plugins: [...plugins],
  logLevel: 'warning',
});

/** Bundles the CLI into a folder, which holds nothing else afterwards. */
export async function buildCli(outdir: string): Promise<Metafile> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  await rm(outdir, { recursive: true, force: true });
  const { metafile } = await build({ ...optionsOf(outdir, version), metafile: true });
  await chmod(join(outdir, 'main.js'), 0o755);
  return metafile;
}

async function main(): Promise<void> {
  const metafile = await buildCli(join(root, 'dist/cli'));
  await writeFile(join(root, 'dist/licenses.txt'), await renderLicenses(root, metafile));
}

if (import.meta.main) await main();
