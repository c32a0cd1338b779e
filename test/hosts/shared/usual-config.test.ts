import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findUsualConfig } from '../../../src/hosts/shared/read-text.ts';

const before = process.cwd();
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'usual-config-'));
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

it.each([
  [[], undefined],
  [['pod-start-slo.yaml'], 'pod-start-slo.yaml'],
  [['pod-start-slo.yaml', 'pod-start-slo.yml'], 'pod-start-slo.yml'],
  [['other.yml'], undefined],
])('of the files %j the configuration is %s', (files, found) => {
  for (const file of files) writeFileSync(file, '');
  expect(findUsualConfig()).toBe(found);
});
