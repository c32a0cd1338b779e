import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildCli } from '../../../scripts/build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the bundled command line. */
    program: string;
  }
}

/** Bundles the command line once for all files of the project. The returned function deletes it after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'pod-start-slo-cli-'));
  const built = join(folder, 'cli');
  await buildCli(built);
  project.provide('program', join(built, 'main.js'));
  return () => rm(folder, { recursive: true });
}
