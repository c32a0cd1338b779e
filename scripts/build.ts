/**
 * Bundles the CLI into dist/cli/ and the action into dist/action/: `node scripts/build.ts`. With `--check` it writes
 * nothing, and fails where what is committed is not what the sources make.
 */
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { checkDist } from './check-dist.ts';
import { renderLicenses } from './licenses.ts';
import { sideEffectFree } from './side-effect-free.ts';

const root = join(import.meta.dirname, '..');

/**
 * Parts of @actions/core that are not used stay out: its OIDC client brings an HTTP client along, which would cost most
 * of the time to the first line of the log.
 */
const smallToolkit: Plugin = {
  name: 'small-toolkit',
  setup(build) {
    build.onResolve({ filter: /^\.\/(oidc-utils|platform)\.js$/ }, ({ path, resolveDir }) =>
      resolveDir.endsWith('@actions/core/lib')
        ? { path: join(resolveDir, path), sideEffects: false }
        : undefined,
    );
  },
};

/** Changes how packages are bundled; see each plugin for why. */
const plugins: readonly Plugin[] = [sideEffectFree, smallToolkit];

/** CommonJS packages ask for Node's modules with `require`, which an ES module does not have. */
const banner = `import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);`;

const optionsOf = (entries: readonly string[], outdir: string, version: string): BuildOptions => ({
  entryPoints: entries.map((entry) => join(root, entry)),
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
  const metafile = await buildInto(outdir, ['src/hosts/cli/main.ts']);
  await chmod(join(outdir, 'main.js'), 0o755);
  return metafile;
}

/** Bundles main and post of the action, and the actions `merge` and `report`, into a folder, which holds nothing else afterwards. */
export function buildAction(outdir: string): Promise<Metafile> {
  return buildInto(
    outdir,
    ['main', 'post', 'merge', 'report', 'setup'].map((program) => `src/hosts/action/${program}.ts`),
  );
}

async function buildInto(outdir: string, entries: readonly string[]): Promise<Metafile> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  // Beside it and then renamed, so that who starts the program meanwhile finds a whole one.
  const fresh = `${outdir}.new`;
  await rm(fresh, { recursive: true, force: true });
  const { metafile } = await build({ ...optionsOf(entries, fresh, version), metafile: true });
  await rm(outdir, { recursive: true, force: true });
  await rename(fresh, outdir);
  return metafile;
}

/** What an action runs has to be committed; the licenses are those of the command line too. */
const committed = ['action', 'package.json', 'licenses.txt'];

/** Writes everything that dist/ holds into a folder. */
async function buildAll(folder: string): Promise<void> {
  const built = [await buildCli(join(folder, 'cli')), await buildAction(join(folder, 'action'))];
  // The action runs where dist/ and action.yml are all there is: this tells Node that its files are ES modules.
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  const outputs = Object.assign({}, ...built.map((metafile) => metafile.outputs)) as Metafile['outputs'];
  await writeFile(join(folder, 'licenses.txt'), await renderLicenses(root, { inputs: {}, outputs }));
}

if (import.meta.main) {
  const dist = join(root, 'dist');
  if (process.argv.includes('--check')) await checkDist({ dist, committed, build: buildAll });
  else await buildAll(dist);
}
