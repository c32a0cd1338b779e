import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

export interface DistCheck {
  dist: string;
  /** Files and folders in it that are compared. */
  committed: readonly string[];
  build: (folder: string) => Promise<void>;
}

/** Builds once more elsewhere and compares. Prints what differs, and sets the exit code. */
export async function checkDist({ dist, committed, build }: DistCheck): Promise<void> {
  const fresh = await mkdtemp(join(tmpdir(), 'pod-start-slo-dist-'));
  try {
    await build(fresh);
    const isCommitted = (name: string): boolean => committed.includes(name.split(sep)[0] ?? '');
    const names = [...(await filesIn(dist)), ...(await filesIn(fresh))].filter(isCommitted);
    const stale = new Set<string>();
    for (const name of names)
      if ((await textOf(join(dist, name))) !== (await textOf(join(fresh, name)))) stale.add(name);
    for (const name of stale) console.error(`dist/${name} is not what the sources make`);
    if (stale.size === 0) return;
    console.error('run `make build` and commit dist/');
    process.exitCode = 1;
  } finally {
    await rm(fresh, { recursive: true });
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = found.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}

/** Null where there is no such file. */
function textOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}
