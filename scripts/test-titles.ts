import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** What a test is called from its outermost `describe` on. */
const separator = ' > ';
const groups = new Set(['describe']);
const tests = new Set(['it', 'test']);
/** Calls of these never run, or run only here and there. */
const off = new Set(['skip', 'todo', 'fails']);

/**
 * Titles of the tests in a file as they are written there, without running it: of `test.each`, the pattern. Those that
 * are switched off are left out.
 */
export function testTitles(path: string): ReadonlySet<string> {
  return new Set(testTexts(path).keys());
}

/** What is written in each of these tests, its table included. */
export function testTexts(path: string): ReadonlyMap<string, string> {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const texts = new Map<string, string>();
  visit(source, [], texts);
  return texts;
}

function visit(node: ts.Node, outer: readonly string[], texts: Map<string, string>): void {
  const call = ts.isCallExpression(node) ? calledTest(node) : null;
  if (call?.words.some((word) => off.has(word)) === true) return;
  if (call !== null && tests.has(call.name))
    texts.set([...outer, call.title].join(separator), node.getText());
  const inner = call !== null && groups.has(call.name) ? [...outer, call.title] : outer;
  ts.forEachChild(node, (child) => visit(child, inner, texts));
}

interface TestCall {
  name: string;
  title: string;
  /** What it is called with: `each`, `skipIf`. */
  words: readonly string[];
}

/** `test('title', …)`, `it.each(table)('title', …)` and the like. */
function calledTest({ expression, arguments: [first] }: ts.CallExpression): TestCall | null {
  if (first === undefined || !ts.isStringLiteralLike(first)) return null;
  const [name = '', ...words] = wordsOf(expression);
  return groups.has(name) || tests.has(name) ? { name, title: first.text, words } : null;
}

function wordsOf(callee: ts.Expression): string[] {
  if (ts.isIdentifier(callee)) return [callee.text];
  if (ts.isPropertyAccessExpression(callee)) return [...wordsOf(callee.expression), callee.name.text];
  if (ts.isCallExpression(callee)) return wordsOf(callee.expression);
  if (ts.isTaggedTemplateExpression(callee)) return wordsOf(callee.tag);
  return [];
}
