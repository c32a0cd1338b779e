import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mutated, type Mutation } from './mutation.ts';

/** A copy of a checkout that mutations are applied to. The checkout itself is never written to outside of out/. */
export class Scratch {
  readonly folder: string;

  constructor(checkout: string) {
    // On the disk of the checkout, so that node_modules, which nothing writes to, can be hard links.
    mkdirSync(join(checkout, 'out'), { recursive: true });
    this.folder = mkdtempSync(join(checkout, 'out/mutations-'));
    for (const file of filesOf(checkout)) copy(checkout, this.folder, file);
    run(['cp', '-al', join(checkout, 'node_modules'), join(this.folder, 'node_modules')]);
  }

  /** Applies a mutation; the function that is returned takes it back. @throws Error as `mutated` */
  apply(mutation: Mutation): () => void {
    const path = join(this.folder, mutation.file);
    const source = readFileSync(path, 'utf8');
    writeFileSync(path, mutated(source, mutation));
    return () => writeFileSync(path, source);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What is committed, and new files that are not ignored. */
function filesOf(checkout: string): string[] {
  const list = run(['git', '-C', checkout, 'ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  return list.split('\0').filter((file) => file !== '');
}

function copy(checkout: string, folder: string, file: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  try {
    cpSync(join(checkout, file), join(folder, file), { verbatimSymlinks: true });
  } catch (error) {
    // Git still lists a file that was deleted and not committed.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

function run([program = '', ...args]: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${program} ${args.slice(0, 3).join(' ')}: ${stderr}`);
  return stdout;
}
