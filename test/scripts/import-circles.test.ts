import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, describe, expect, it } from 'vitest';
import { circleThrough, importsIn, noImportCircles } from '../../scripts/lint/import-circles.ts';

describe('the imports of a source', () => {
  it('are those of values and of types, exports from other files and imports while it runs', () => {
    const source = [
      "import { a } from './a.ts';",
      "import type { B } from '../b.ts';",
      "export type { C } from './c.ts';",
      "export * from './d.ts';",
      "const e = await import('./e.ts');",
      "import * as z from 'zod';",
    ].join('\n');
    expect(importsIn('/src/core/x.ts', source)).toEqual(
      ['core/a', 'b', 'core/c', 'core/d', 'core/e'].map((name) => `/src/${name}.ts`),
    );
  });
});

describe('a circle of imports', () => {
  const imports: Record<string, string[]> = {
    a: ['leaf', 'b'],
    b: ['c', 'd'],
    c: ['b', 'd'],
    d: ['a'],
    outside: ['a'],
  };
  const importsOf = (file: string): string[] => imports[file] ?? [];

  it.each([
    ['a', ['a', 'b', 'd', 'a']],
    ['c', ['c', 'b', 'c']],
    ['outside', null],
    ['leaf', null],
  ])('through %s is the shortest one', (file, circle) => {
    expect(circleThrough(file, importsOf)).toEqual(circle);
  });

  it('of a file that imports itself is one', () => {
    expect(circleThrough('a', () => ['a'])).toEqual(['a', 'a']);
  });
});

describe('the linter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'circles-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('refuses a circle of types, in each of its files', async () => {
    writeFileSync(join(folder, 'a.ts'), "import type { B } from './b.ts';\nexport type A = B;\n");
    writeFileSync(join(folder, 'b.ts'), "import type { A } from './a.ts';\nexport type B = A | null;\n");
    writeFileSync(join(folder, 'user.ts'), "import type { A } from './a.ts';\nexport type User = A;\n");
    const config: Linter.Config = {
      files: ['**/*.ts'],
      languageOptions: { parser: tseslint.parser },
      plugins: { rooms: { rules: { 'no-import-circles': noImportCircles } } },
      rules: { 'rooms/no-import-circles': 'error' },
    };
    const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: [config] });
    const results = await eslint.lintFiles(['*.ts']);
    const found = results.map(({ filePath, messages }) => [
      filePath.slice(folder.length + 1),
      messages.map(({ message }) => message),
    ]);
    const refused = [expect.stringMatching(/^the file imports itself: .*a\.ts.*b\.ts/) as string];
    expect(Object.fromEntries(found)).toEqual({ 'a.ts': refused, 'b.ts': refused, 'user.ts': [] });
  });
});
