import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Paths below the repository and the text that belongs there. */
export type GeneratedFiles = Iterable<readonly [path: string, text: string]>;

/** The files that are missing or hold something else. */
export async function staleAmong(files: GeneratedFiles): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of files)
    if ((await readFile(join(root, path), 'utf8').catch(() => null)) !== text) stale.push(path);
  return stale;
}

/** Writes the files, or with `--check` only says which are stale, with exit code 1. */
export async function writeOrCheck(
  files: GeneratedFiles,
  args: readonly string[],
  script: string,
): Promise<void> {
  if (!args.includes('--check')) {
    await writeAll(files);
    return;
  }
  const stale = await staleAmong(files);
  if (stale.length === 0) return;
  console.error(`stale: ${stale.join(', ')}; run node scripts/${script}`);
  process.exitCode = 1;
}

async function writeAll(files: GeneratedFiles): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
