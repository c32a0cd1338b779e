import type { Rule } from 'eslint';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';

/** The files that a source imports or exports from, those of types alone included; none of packages. */
export function importsIn(file: string, source: string): string[] {
  return ts
    .preProcessFile(source)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => resolve(dirname(file), fileName));
}

/** A shortest way from the file over its imports back to itself, beginning and ending with it; null without one. */
export function circleThrough(
  file: string,
  importsOf: (file: string) => readonly string[],
): readonly string[] | null {
  const cameFrom = new Map<string, string>();
  const queue = [file];
  for (const importer of queue) {
    for (const imported of importsOf(importer)) {
      if (imported === file) return [...wayTo(importer, file, cameFrom), file];
      if (cameFrom.has(imported)) continue;
      cameFrom.set(imported, importer);
      queue.push(imported);
    }
  }
  return null;
}

function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [end];
  for (let at = end; at !== start;) {
    at = cameFrom.get(at) ?? start;
    way.unshift(at);
  }
  return way;
}

/** Files do not change while they are linted, and each is part of many ways. */
const known = new Map<string, readonly string[]>();

function importsOnDisk(file: string): readonly string[] {
  const found = known.get(file) ?? (existsSync(file) ? importsIn(file, readFileSync(file, 'utf8')) : []);
  known.set(file, found);
  return found;
}

/**
 * No file imports itself over others, be it for a type: what belongs together is then one file, or the type has a file of
 * its own. `no-cycle` of eslint-plugin-import and its forks leaves imports of types out, which are most of the circles.
 */
export const noImportCircles: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const { filename, sourceCode } = context;
    return {
      Program(node) {
        const own = importsIn(filename, sourceCode.text);
        const circle = circleThrough(filename, (file) => (file === filename ? own : importsOnDisk(file)));
        if (circle === null) return;
        const way = circle.map((file) => relative(process.cwd(), file)).join(' → ');
        const message = `the file imports itself: ${way}; put what both need into a file of its own`;
        context.report({ node, message });
      },
    };
  },
};
