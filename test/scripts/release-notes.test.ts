import { expect, it } from 'vitest';
import { releaseNotes } from '../../scripts/release-notes.ts';

const changelog = `# Changelog

## [Unreleased]

### Added

- What comes next.

## [1.0.0] - 2026-12-01

### Added

- A thing.

## [0.9.0] - 2026-11-01

- An older thing.
`;

it('the notes of a release are the section of its version, without the heading', () => {
  expect(releaseNotes(changelog, '1.0.0')).toBe('### Added\n\n- A thing.\n');
  expect(releaseNotes(changelog, '0.9.0')).toBe('- An older thing.\n');
});

it('a version without a section has no notes, so that it is not released', () => {
  expect(() => releaseNotes(changelog, '1.0')).toThrow('no section "## [1.0]"');
  expect(() => releaseNotes(changelog, '1.0.1')).toThrow('rename "Unreleased"');
  expect(() => releaseNotes('## [2.0.0]\n\n## [1.0.0]\n\n- x\n', '2.0.0')).toThrow('is empty');
});
