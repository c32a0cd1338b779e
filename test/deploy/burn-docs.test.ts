import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { burnTable } from './burn-table.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/deploying.md'), 'utf8');

it('the published chances of the alerts are those of the rules', () => {
  const bare = (text: string): string => text.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---');
  expect(bare(page)).toContain(burnTable());
});
