import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

const root = join(import.meta.dirname, '../..');

/** With raw HTML left in: what GitHub takes out afterwards would hide what a report lets through. */
const program = `
import json, sys
from cmarkgfm import github_flavored_markdown_to_html as render
from cmarkgfm.cmark import Options
options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
json.dump([render(text, options) for text in json.load(sys.stdin)], sys.stdout)
`;

/** Found once; the harness installs it if it is not there. */
let folder: string | null = null;

/** The folder of cmark-gfm, which is installed if it is not there. That may wait for what else the harness builds. */
export function prepareGfm(): string {
  folder ??= execFileSync(join(root, 'harness/cmark-gfm'), { encoding: 'utf8' }).trim();
  return folder;
}

/** What cmark-gfm, which GitHub renders with, makes of Markdown: HTML for each text, all in one process. */
export function renderGfm(texts: readonly string[]): string[] {
  // Lone surrogates cannot be sent to GitHub either.
  const input = JSON.stringify(texts.map((text) => text.toWellFormed()));
  const env = { ...process.env, PYTHONPATH: prepareGfm() };
  const output = execFileSync('python3', ['-c', program], { input, env, maxBuffer: 2 ** 28 });
  return JSON.parse(output.toString()) as string[];
}

/** A page as far as it matters here: its elements in their order, and all of its text. */
export interface Page {
  /** `a href=https://…`. */
  elements: string[];
  text: string;
}

export function pageOf(html: string): Page {
  const page: Page = { elements: [], text: '' };
  walk(parseFragment(html), page);
  return page;
}

function walk(node: DefaultTreeAdapterTypes.Node, page: Page): void {
  if (node.nodeName === '#text') page.text += (node as DefaultTreeAdapterTypes.TextNode).value;
  if ('tagName' in node) {
    const attributes = node.attrs.map(({ name, value }) => ` ${name}=${value}`).join('');
    page.elements.push(`${node.tagName}${attributes}`);
  }
  if ('childNodes' in node) for (const child of node.childNodes) walk(child, page);
}
