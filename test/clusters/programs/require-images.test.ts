import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { requireImages } from '../../../src/clusters/programs/require-images.ts';

const folder = mkdtempSync(join(tmpdir(), 'pss-images-'));
const signal = new AbortController().signal;

/** An engine that has one image, or does not answer. */
function engine(script: string): string {
  const path = join(folder, `engine-${script.length}`);
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

const options = { env: { PATH: process.env['PATH'] }, signal };
const hasOne = engine(
  '[ "$1" = version ] && exit 0\n[ "$4" = app:dev ] || { echo no such image >&2; exit 1; }',
);

it('an image that the engine has, and an archive that exists, may be loaded', async () => {
  const archive = join(folder, 'app.tar');
  writeFileSync(archive, '');
  await requireImages(hasOne, ['app:dev', archive], options);
});

it('names every image that is missing, with the command that gets it', async () => {
  await expect(requireImages(hasOne, ['app:dve', 'app:dev', '/none.tar'], options)).rejects.toMatchObject({
    code: 'usage',
    facts: {
      problems: [
        {
          field: '--load-image',
          value: 'app:dve',
          fix: `build it under this name, or run: ${hasOne} pull app:dve`,
        },
        { field: '--load-image', value: '/none.tar', message: 'there is no such archive' },
      ],
    },
  });
});

it('an engine that does not answer is named, with what it said', async () => {
  const dead = engine('echo "Cannot connect to the Docker daemon" >&2; exit 1');
  await expect(requireImages(dead, [], options)).rejects.toMatchObject({
    code: 'cluster',
    message: `${dead} does not answer: Cannot connect to the Docker daemon`,
  });
});
