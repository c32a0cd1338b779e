import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { kindReleases, kindReleasesVariable } from '../../src/clusters/kind/download/release.ts';
import { kebab, type Option } from '../../src/core/options/option.ts';
import { settings } from '../../src/core/options/table.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/runners.md'), 'utf8');
const section = /^## An air gap\n(.*?)^## /ms.exec(page)?.[1] ?? '';
const rows = section.split('\n').filter((line) => line.startsWith('| '));

/** Every image that the tool starts by itself, with the option that replaces it. */
const images = Object.entries<Option>(settings).flatMap(
  ([name, { default: image, path, level, cli, ...about }]) =>
    level !== 'host' && 'type' in about && about.type[0] === 'imageReference' && typeof image === 'string'
      ? [{ image, path, flag: cli === undefined ? null : `--${cli.flag ?? kebab(name)}` }]
      : [],
);

it('finds the images that the tool starts by itself', () => {
  expect(images.length).toBeGreaterThan(2);
});

it.each(images)('the air gap has a row for $image with what replaces it: $path', ({ image, path, flag }) => {
  const row = rows.find(
    (each) => each.includes(`\`${image.split('@')[0] ?? ''}\``) && each.includes(`\`${path}\``),
  );
  expect(row).toBeDefined();
  if (flag !== null) expect(row).toContain(`\`${flag}\``);
});

it('the air gap has a row for the download of kind, with the variable that names a mirror', () => {
  const row = rows.find((each) => each.includes(kindReleases));
  expect(row).toContain(`\`${kindReleasesVariable}\``);
  expect(section).toContain('`cluster.kindSha256`');
});
