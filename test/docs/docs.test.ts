import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolvePlan } from '../../src/core/config/resolve.ts';
import {
  cleanFlags,
  initFlags,
  migrateFlags,
  reportFlags,
  runFlags,
  validateFlags,
  watchFlags,
} from '../../src/hosts/cli/flags.ts';

const root = join(import.meta.dirname, '../..');
const pages = globSync(['*.md', 'docs/**/*.md', 'harness/*.md'], { cwd: root }).sort();
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');

/** Written by hand: the generated pages are made from the code they describe. */
const written = pages.filter((page) => !page.startsWith('docs/reference/') && !page.startsWith('harness/'));

it('finds the pages', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'ARCHITECTURE.md', 'docs/judging.md']));
});

it.each(pages)('%s has no dead link', (page) => {
  expect(linksOf(textOf(page)).filter((link) => !leadsSomewhere(page, link))).toEqual([]);
});

describe.each(written)('%s', (page) => {
  const text = textOf(page);

  it('names only targets of the Makefile', () => {
    expect(makeTargetsIn(text).filter((target) => !targets.has(target))).toEqual([]);
  });

  it('names only flags of the command line', () => {
    expect(flagsIn(text).filter((flag) => !flags.has(flag) && !flagsOfOthers.has(flag))).toEqual([]);
  });

  it.each(configurationsIn(text).map((yaml, index) => [index + 1, yaml] as const))(
    'shows a valid configuration in example %i',
    (_, yaml) => {
      const resolution = resolvePlan(
        { config: 'page.yml', settings: {}, nameOf: (setting) => setting, randomSeed: 1 },
        (path) => (path === 'page.yml' ? yaml : readExample(path)),
      );
      expect('problems' in resolution ? resolution.problems : []).toEqual([]);
      expect('warnings' in resolution ? resolution.warnings : []).toEqual([]);
    },
  );
});

it('ARCHITECTURE.md stays short', () => {
  expect(textOf('ARCHITECTURE.md').split('\n').length - 1).toBeLessThanOrEqual(100);
});

it('README.md stays short', () => {
  expect(textOf('README.md').split('\n').length - 1).toBeLessThanOrEqual(120);
});

/** Targets of links within the repository: `docs/judging.md#inconclusive`, `#paths`. */
function linksOf(markdown: string): string[] {
  const prose = markdown.replaceAll(/^```.*?^```/gms, '').replaceAll(/`[^`\n]*`/g, '');
  const targetsOf = [...prose.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]:\s+(\S+)/gm)];
  return targetsOf
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || anchorsOf(textOf(target)).has(anchor);
}

/** As GitHub makes them from headings. */
function anchorsOf(markdown: string): Set<string> {
  const headings = [...markdown.replaceAll(/^```.*?^```/gms, '').matchAll(/^#+ (.*)$/gm)];
  return new Set(
    headings.map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

const targets = new Set(
  [...readFileSync(join(root, 'Makefile'), 'utf8').matchAll(/^([a-z-]+):/gm)].map(([, target]) => target),
);

/** `make demo` where it is code: in a block or between backticks. */
function makeTargetsIn(markdown: string): string[] {
  return codeIn(markdown).flatMap((code) =>
    [...code.matchAll(/(?:^|[;&|]\s*)make ([a-z-]+)/gm)].map(([, target = '']) => target),
  );
}

const groups = [runFlags, watchFlags, validateFlags, initFlags, migrateFlags, reportFlags, cleanFlags].flat();
const flags = new Set(groups.flatMap(({ flags: own }) => own.map(({ name }) => `--${name}`)));
/** Of the tool's own but not in the tables, and of other programs in examples. */
const flagsOfOthers = new Set([
  ...['--help', '--version', '--watch', '--project', '--role', '--serviceaccount'],
  ...['--tag', '--from', '--follow', '--tail', '--sort-by', '--list', '--as', '--memory', '--raw'],
  ...['--global', '--internal', '--network', '--platform', '--secret'],
]);

function flagsIn(markdown: string): string[] {
  return codeIn(markdown).flatMap((code) => code.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? []);
}

function codeIn(markdown: string): string[] {
  return markdown.match(/^```.*?^```|`[^`\n]+`/gms)?.map((code) => code.replaceAll(/^`+|`+$/g, '')) ?? [];
}

function configurationsIn(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^```ya?ml\n(.*?)^```/gms)].map(([, yaml = '']) => yaml);
  return blocks.filter((yaml) => /^scenarios:/m.test(yaml));
}

/** The manifest that examples name. */
function readExample(path: string): string | { problem: string } {
  const example = join(root, 'examples/goldpinger', path);
  return existsSync(example) ? readFileSync(example, 'utf8') : { problem: 'there is no such file' };
}
