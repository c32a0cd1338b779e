import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildAction } from '../../../scripts/build.ts';

const folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-bundle-'));
let metafile: Metafile;
beforeAll(async () => {
  metafile = await buildAction(join(folder, 'action'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Source files and packages that are loaded as soon as a program of the action starts. */
function loadedAtStart(program: string): Set<string> {
  const outputs = Object.entries(metafile.outputs);
  const first =
    outputs.find(([, { entryPoint }]) => entryPoint === `src/hosts/action/${program}.ts`)?.[0] ?? '';
  const inputs = new Set<string>();
  const waiting = [first];
  const seen = new Set(waiting);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const output = metafile.outputs[file];
    for (const input of Object.keys(output?.inputs ?? {})) inputs.add(input);
    const next = (output?.imports ?? []).filter(
      ({ kind, path }) => kind === 'import-statement' && path in metafile.outputs,
    );
    for (const { path } of next) {
      if (!seen.has(path)) waiting.push(path);
      seen.add(path);
    }
  }
  return inputs;
}

it.each(['main', 'post', 'merge', 'report', 'setup'])(
  '%s is loaded without what only some steps need',
  (program) => {
    const loaded = [...loadedAtStart(program)];
    expect(loaded).toContain(`src/hosts/action/${program}.ts`);
    const heavy = [
      ...['node_modules/@kubernetes/', 'node_modules/undici/', 'src/kube/session/', 'src/kube/iteration/'],
      ...['node_modules/@actions/tool-cache/', 'node_modules/@actions/cache/', 'node_modules/@octokit/'],
      ...[
        'node_modules/re2js/',
        'src/core/policy/read.ts',
        'src/github/',
        'src/reports/html/',
        'src/reports/charts/',
        'src/reports/markdown/markdown.ts',
      ],
    ];
    expect(loaded.filter((input) => heavy.some((part) => input.includes(part)))).toEqual([]);
  },
);

it('the heavy parts are in the bundle all the same', () => {
  const all = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  expect(all.some((input) => input.includes('node_modules/@kubernetes/'))).toBe(true);
  expect(all.some((input) => input.includes('node_modules/@actions/tool-cache/'))).toBe(true);
  expect(all.some((input) => input.includes('node_modules/re2js/'))).toBe(true);
});
