import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { splitWords } from '../../src/core/config/words.ts';
import { standard } from '../../src/core/options/table.ts';
import { inputs, mergeInputs, reportInputs, setupInputs } from '../../src/hosts/action/inputs.ts';
import { outputTexts } from '../../src/hosts/action/outputs.ts';
import { makeProgram } from '../../src/hosts/cli/program.ts';
import { fakeContext } from '../hosts/cli/fake-context.ts';

// What people copy out of the pages: commands, workflows and numbers that the code also has.

const root = join(import.meta.dirname, '../..');
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');
const pages = globSync(['README.md', 'SECURITY.md', 'docs/*.md', 'examples/**/*.yml'], { cwd: root }).sort();

describe.each(pages)('%s', (page) => {
  const text = textOf(page);

  it('shows only commands that the command line takes', () => {
    const refused = commandsIn(text).filter((command) => problemWith(command) !== null);
    expect(refused).toEqual([]);
  });

  it('shows only inputs and outputs that the action has', () => {
    const used = stepsIn(text).flatMap(({ uses, given }) =>
      given.filter((name) => !inputsOf(uses).has(name)),
    );
    expect(used).toEqual([]);
    const outputs = [...text.matchAll(/steps\.slo\.outputs\.([a-z0-9-]+)/g)].map(([, name = '']) => name);
    expect(outputs.filter((name) => !(name in outputTexts))).toEqual([]);
  });

  it('has nobody run a package of npm by a name that is not published yet', () => {
    const byName = /\b(npx|npm (install|i|exec)|yarn|pnpm)\b(?![^\n]*(https:\/\/|\.\/))[^\n]*pod-start-slo/;
    expect(codeIn(text).filter((code) => byName.test(code))).toEqual([]);
  });
});

it('the pages do show commands and steps', () => {
  const texts = pages.map(textOf);
  expect(texts.flatMap(commandsIn).length).toBeGreaterThan(40);
  expect(texts.flatMap(stepsIn).length).toBeGreaterThan(12);
  expect(problemWith('pod-start-slo run --imagine nginx')).toContain('unknown option');
  expect(problemWith('pod-start-slo runn --image nginx')).toContain('unknown command');
});

it('README.md says the defaults that the options have', () => {
  const readme = textOf('README.md');
  expect(standard.iterations).toBe(20);
  expect(readme).toContain('behind a Service twenty times');
  expect(readme).toContain(`within their limits after ${standard.iterations} starts`);
  expect(readme).toContain(`up to ${3 * standard.iterations} starts are made`);
  expect(readme).toContain(`probed every ${standard.interval} ms`);
});

it('the pages name the version of this release', () => {
  const { version } = JSON.parse(textOf('package.json')) as { version: string };
  const named = pages.flatMap((page) => [
    ...textOf(page).matchAll(/pod-start-slo(?:-|:v|\/releases\/download\/v)(\d+\.\d+\.\d+)/g),
  ]);
  expect(named.length).toBeGreaterThan(3);
  expect(new Set(named.map(([, found]) => found))).toEqual(new Set([version]));
});

it('there are at most 20 pages besides the index and the reference, and the index names each', () => {
  const written = globSync('docs/*.md', { cwd: root }).filter((page) => page !== 'docs/README.md');
  expect(written.length).toBeLessThanOrEqual(20);
  const index = textOf('docs/README.md');
  const all = globSync('docs/**/*.md', { cwd: root }).map((page) => page.replace(/^docs\//, ''));
  expect(all.filter((page) => page !== 'README.md' && !index.includes(`](${page})`))).toEqual([]);
});

/** The generated page says it after its heading, the others in their first paragraph. */
it.each(globSync('docs/*.md', { cwd: root }).filter((page) => page !== 'docs/reliability.md'))(
  'the first paragraph of %s says who needs it',
  (page) => {
    expect(textOf(page).split('\n\n')[1]).toMatch(/^For (people|everybody) who /);
  },
);

/** The command lines of the tool, each from its name to the end of its part of the shell's line. */
function commandsIn(text: string): string[] {
  return codeIn(text)
    .flatMap((code) => code.replaceAll(/\\\n\s*/g, ' ').split('\n'))
    .map((line) => line.replace(/(^|\s)#.*$/, '').replace(/^\s*-?\s*(run: )?/, ''))
    .flatMap((line) => line.split(/&&|\|\||[|;]/))
    .map((part) => part.trim().replace(/^nohup /, ''))
    .filter((part) => /^pod-start-slo [a-z-]/.test(part) && !/[…<]|\$\(/.test(part))
    .map((part) => part.replaceAll(/\s\d?>>?\s*\S+/g, ''));
}

/** Blocks of code, and code between backticks that is a whole command. */
function codeIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```(?:sh|yaml)\n(.*?)^```/gms)].map(([, code = '']) => code);
  const spans = [...text.replaceAll(/^```.*?^```/gms, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, code = '']) => code,
  );
  return [...blocks, ...spans];
}

/** What the parser of the command line says; null where it takes it. No command is run. */
function problemWith(command: string): string | null {
  const program = makeProgram(fakeContext(), () => undefined);
  for (const each of program.commands) each.action(() => undefined);
  try {
    program.parse((splitWords(command) ?? []).slice(1), { from: 'user' });
    return null;
  } catch (error) {
    const { exitCode, message } = error as Error & { exitCode?: number };
    return exitCode === 0 ? null : message;
  }
}

interface Step {
  uses: string;
  given: string[];
}

/** The steps that use this action, wherever they are in a workflow. */
function stepsIn(text: string): Step[] {
  const fenced = [...text.matchAll(/^```ya?ml\n(.*?)^```/gms)].map(([, yaml = '']) => yaml);
  const documents = /^(on|jobs):/m.test(text) && fenced.length === 0 ? [text] : fenced;
  return documents
    .filter((yaml) => yaml.includes('org/pod-start-slo'))
    .flatMap((yaml) => stepsOf(parse(yaml)));
}

function stepsOf(value: unknown): Step[] {
  if (typeof value !== 'object' || value === null) return [];
  const { uses, with: given } = value as { uses?: unknown; with?: object };
  const own =
    typeof uses === 'string' && uses.startsWith('org/pod-start-slo')
      ? [{ uses, given: Object.keys(given ?? {}) }]
      : [];
  return [...own, ...Object.values(value).flatMap(stepsOf)];
}

function inputsOf(uses: string): Set<string> {
  const subAction = /^org\/pod-start-slo\/(report|merge|setup)@/.exec(uses)?.[1];
  const tables: Partial<Record<string, typeof inputs>> = {
    ...{ report: reportInputs, merge: mergeInputs, setup: setupInputs },
  };
  return new Set((tables[subAction ?? ''] ?? inputs).map(({ name }) => name));
}
