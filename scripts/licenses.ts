/** The licences of everything that is bundled, as their terms ask for. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

interface PackageFile {
  name: string;
  version: string;
  license?: string;
}

/** Every licence text once, under the names of the packages in the bundle that it covers. */
export async function renderLicenses(root: string, { outputs }: Metafile): Promise<string> {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([input]) => input);
  const folders = [...new Set(used.flatMap((input) => packageFolder(input) ?? []))].sort();
  const covered = new Map<string, string[]>();
  for (const folder of folders) {
    const { title, text } = await licenseOf(join(root, folder));
    covered.set(text, [...(covered.get(text) ?? []), title]);
  }
  const parts = [...covered].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
  return parts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** `node_modules/zod` of `node_modules/zod/v4/index.js`; the innermost where packages are nested. */
function packageFolder(input: string): string | null {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? null;
}

async function licenseOf(folder: string): Promise<{ title: string; text: string }> {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  ) as PackageFile;
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const text = texts.length === 0 ? 'The package holds no licence text.' : texts.join('\n').trim();
  return { title: `${name} ${version} (${license ?? 'licence not stated'})`, text };
}
