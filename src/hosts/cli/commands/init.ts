import { dirname } from 'node:path';
import { configTemplate } from '../../../core/config/template.ts';
import { messageOf, usageError } from '../../../core/errors.ts';
import type { Action } from '../command-action.ts';
import { makeFolder } from '../../../files/make-folder.ts';
import { writeNew, writeWhole } from '../../../files/write-whole.ts';

const usualFile = 'pod-start-slo.yml';

/** Writes a configuration with comments; a file that is there is left alone unless forced. */
export const init: Action = async (flags, { stdout }, file = usualFile) => {
  try {
    await makeFolder(dirname(file));
    await (flags.has('force') ? writeWhole : writeNew)(file, configTemplate);
  } catch (error) {
    throw usageError([{ field: 'file', value: file, ...whyNot(error) }]);
  }
  stdout.write(`wrote ${file}; change it, then: pod-start-slo run -c ${file}\n`);
  return 0;
};

function whyNot(error: unknown): { message: string; fix?: string } {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
    ? {
        message: 'already exists and is not overwritten',
        fix: 'name another file, or overwrite it with --force',
      }
    : { message: `cannot be written: ${messageOf(error)}` };
}
