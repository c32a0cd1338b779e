const source = Symbol('markdown');

/**
 * GitHub's Markdown in which everything that is not our own is escaped. It is an object, so that no string is one by
 * mistake, and nothing that was read from JSON can look like it.
 */
export interface Markdown {
  readonly [source]: string;
}

/**
 * Takes a text for Markdown as it is. Only code that has escaped it may do so: eslint.config.js lists the files.
 */
export function trustedMarkdown(text: string): Markdown {
  return { [source]: text };
}

/** Markdown as text: for a file, a comment or a summary. */
export function markdownSource(markdown: Markdown): string {
  return markdown[source];
}

export function isMarkdown(part: unknown): part is Markdown {
  return typeof part === 'object' && part !== null && source in part;
}
