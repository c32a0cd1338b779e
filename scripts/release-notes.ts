/** Prints what CHANGELOG.md says about the version of package.json: `node scripts/release-notes.ts`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * The section of a version, without its heading: from `## [1.0.0] - 2026-12-01` to the next heading of that level.
 * @throws if there is no such section, or nothing is in it
 */
export function releaseNotes(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((each) => each.startsWith(`[${version}]`));
  if (section === undefined)
    throw new Error(`CHANGELOG.md has no section "## [${version}]": rename "Unreleased", with the date`);
  const notes = section.slice(section.indexOf('\n')).trim();
  if (notes === '') throw new Error(`the section of ${version} in CHANGELOG.md is empty`);
  return `${notes}\n`;
}

if (import.meta.main) {
  const read = (name: string): string => readFileSync(join(root, name), 'utf8');
  const { version } = JSON.parse(read('package.json')) as { version: string };
  process.stdout.write(releaseNotes(read('CHANGELOG.md'), version));
}
