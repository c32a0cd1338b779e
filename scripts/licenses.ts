/** The licences of everything that is bundled, as their terms ask for. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface PackageFile {
  name: string;
  version: string;
  license?: string;
}

/** Text with the name, version and licence of every package that the inputs of a bundle come from. */
export async function renderLicenses(root: string, inputs: readonly string[]): Promise<string> {
  const folders = [...new Set(inputs.flatMap((input) => packageFolder(input) ?? []))].sort();
  const parts = await Promise.all(folders.map((folder) => licenseOf(join(root, folder))));
  return parts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** `node_modules/zod` of `node_modules/zod/v4/index.js`; the innermost where packages are nested. */
function packageFolder(input: string): string | null {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? null;
}

async function licenseOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  ) as PackageFile;
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const text = texts.length === 0 ? 'The package holds no licence text.' : texts.join('\n').trim();
  return `${name} ${version} (${license ?? 'licence not stated'})\n\n${text}\n`;
}
