import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const module = join(import.meta.dirname, '../../../src/hosts/shared/uncaught.ts');

/** A program that works, here `work`, under the watch of endWithoutVerdict with exit code 3. */
function run(work: string) {
  const program = `
    const { endWithoutVerdict, onUncaught } = await import(${JSON.stringify(module)});
    const finish = endWithoutVerdict(process, 3, (error) => console.log('told ' + error.message));
    ${work}`;
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  return { status, stdout };
}

describe('A program that has to end with its own exit codes', () => {
  it('ends with that of its work', () => {
    expect(run('finish(4);')).toEqual({ status: 4, stdout: '' });
  });

  it.each([
    ['is thrown', "throw new Error('oh');"],
    ['is thrown by a callback', "setTimeout(() => { throw new Error('oh'); }); await new Promise(() => {});"],
    ['rejects', "void Promise.reject(new Error('oh')); await new Promise(() => {});"],
  ])('tells an error that %s, and never ends with 1', (_, work) => {
    expect(run(work)).toEqual({ status: 3, stdout: 'told oh\n' });
  });

  it('tells it where nothing is left to wait for and the work is not done', () => {
    const told = 'told the program stopped before its work was done\n';
    expect(run('await new Promise(() => {});')).toEqual({ status: 3, stdout: told });
  });

  it('leaves an error to the run that is under way, which ends in order', () => {
    const work = `onUncaught(process, () => setTimeout(() => { console.log('cleaned up'); finish(3); }));
      throw new Error('oh');`;
    expect(run(work)).toEqual({ status: 3, stdout: 'cleaned up\n' });
  });

  it('tells what a run under way has taken and never came to tell', () => {
    const work = "onUncaught(process, () => undefined); throw new Error('oh');";
    expect(run(work)).toEqual({ status: 3, stdout: 'told oh\n' });
  });
});
